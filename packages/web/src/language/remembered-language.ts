import type { Language } from '@brevdue/server/mailbox-contract'

export const languages: readonly Language[] = ['nb', 'nn', 'en']

const cookieName = 'brevdue-language'
const aYear = 365 * 24 * 3600

/** The person's choice, else what the server made of `Accept-Language` and wrote on the page. */
export function rememberedLanguage(): Language {
  const chosen = new RegExp(`(?:^|; )${cookieName}=([a-z]+)`).exec(document.cookie)?.[1]
  return asLanguage(chosen) ?? asLanguage(document.documentElement.lang) ?? 'nb'
}

/** A cookie, not localStorage, so that the server can set `<html lang>` before any script has run. */
export function rememberLanguage(language: Language): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${cookieName}=${language}; Path=/; Max-Age=${aYear}; SameSite=Lax${secure}`
}

function asLanguage(text: string | undefined): Language | undefined {
  return languages.find((language) => language === text)
}
