import type { CardLanguage } from './card.ts'

const languages: Record<'NB' | 'NN' | 'EN', CardLanguage> = { NB: 'nb', NN: 'nn', EN: 'en' }

/** The language of the sender's own text; null when the sender did not say. */
export function cardLanguage(language: 'NB' | 'NN' | 'EN' | undefined): CardLanguage | null {
  return language === undefined ? null : languages[language]
}
