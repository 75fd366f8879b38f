import type { Language } from '@brevdue/server/mailbox-contract'
import { use } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { formatMessage, type Values } from '../../language/message-format.ts'

export type CardKey = keyof typeof import('../../locales/cards/nb.json')
type Words = Readonly<Record<CardKey, string>>

/** Fetched with the first card: whoever only looks at the list pays nothing for them. */
const loaders: Record<Language, () => Promise<{ default: Words }>> = {
  nb: () => import('../../locales/cards/nb.json'),
  nn: () => import('../../locales/cards/nn.json'),
  en: () => import('../../locales/cards/en.json'),
}
const loaded = new Map<Language, Promise<{ default: Words }>>()

/** One promise per language, as `use` needs it; one that failed is forgotten, so that it can be tried again. */
function load(language: Language): Promise<{ default: Words }> {
  let words = loaded.get(language)
  if (words === undefined) {
    words = loaders[language]()
    words.catch(() => loaded.delete(language))
    loaded.set(language, words)
  }
  return words
}

export interface CardTexts {
  language: Language
  t: (key: CardKey, values?: Values) => string
  /** Our word for what the server calls `<name>.<label>`; undefined for one that this page does not know. */
  word: (name: string, label: string) => string | undefined
}

/** Suspends until the words have come. */
export function useCardTexts(): CardTexts {
  const { language } = useTexts()
  const words = use(load(language)).default
  return {
    language,
    t: (key, values = {}) => formatMessage(words[key], values, language === 'en' ? 'en' : 'nb'),
    word(name, label) {
      const key = `card.${name}.${label}`
      return Object.hasOwn(words, key) ? words[key as CardKey] : undefined
    },
  }
}
