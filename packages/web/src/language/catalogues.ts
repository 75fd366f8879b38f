import type { Language } from '@brevdue/server/mailbox-contract'

export type MessageKey = keyof typeof import('../locales/nb.json')
export type Catalogue = Readonly<Record<MessageKey, string>>

/** One chunk per language; only the chosen one is fetched. */
const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  nb: () => import('../locales/nb.json'),
  nn: () => import('../locales/nn.json'),
  en: () => import('../locales/en.json'),
}

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return (await loaders[language]()).default
}
