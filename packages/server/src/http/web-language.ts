import { readCookie } from './mailbox-api/session-cookie.ts'

const languages = ['nb', 'nn', 'en'] as const
export type Language = (typeof languages)[number]

const byTag: Record<string, Language> = { nb: 'nb', no: 'nb', nn: 'nn', en: 'en' }

/**
 * The language of a page: what the reader chose before, else the first one of the browser's that we have, else
 * Bokmål. A language we do not have is passed over, so `de, en` is read in English.
 */
export function chooseLanguage(cookie: string | undefined, acceptLanguage: string | undefined): Language {
  const chosen = readCookie(cookie, 'brevdue-language')
  const remembered = languages.find((language) => language === chosen)
  if (remembered !== undefined) return remembered
  for (const tag of preferredTags(acceptLanguage ?? '')) {
    const language = Object.hasOwn(byTag, tag) ? byTag[tag] : undefined
    if (language !== undefined) return language
  }
  return 'nb'
}

/** Primary language tags, the best liked first; those with weight 0 are refused by the reader. */
function preferredTags(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((text) => text.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { tag: tag.split('-', 1)[0] ?? '', weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
