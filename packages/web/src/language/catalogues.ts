import type { Language } from '@brevdue/server/mailbox-contract'

type Words = Record<keyof typeof import('../locales/nb.json'), string>
type AccountWords = Record<keyof typeof import('../locales/account/nb.json'), string>

export type MessageKey = keyof Words | keyof AccountWords
export type Catalogue = Readonly<Record<MessageKey, string>>

/** One chunk per language; only the chosen one is fetched. */
const loaders: Record<Language, () => Promise<{ default: Words }>> = {
  nb: () => import('../locales/nb.json'),
  nn: () => import('../locales/nn.json'),
  en: () => import('../locales/en.json'),
}

/** The words of the pages around the letters (sign-in, settings, help), which the list does not wait for. */
const accountLoaders: Record<Language, () => Promise<{ default: AccountWords }>> = {
  nb: () => import('../locales/account/nb.json'),
  nn: () => import('../locales/account/nn.json'),
  en: () => import('../locales/account/en.json'),
}

let accountWanted = false
let current: { language: Language; catalogue: Partial<Catalogue> } | undefined

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const account = accountWanted ? accountLoaders[language]() : undefined
  const catalogue = { ...(await loaders[language]()).default, ...(await account)?.default }
  current = { language, catalogue }
  // what the account's pages say is there before the first of them is drawn (withAccountWords)
  return catalogue as Catalogue
}

/** For `lazy()`: a page of the account's, and its words in the language chosen now and later. */
export async function withAccountWords<P>(page: Promise<P>): Promise<P> {
  accountWanted = true
  const before = current
  if (before !== undefined) Object.assign(before.catalogue, (await accountLoaders[before.language]()).default)
  return page
}
