import type { Language } from './web-language.ts'

/** As the mailbox's own pages say it, which `locales` has for the script. */
export const sandboxTexts: Readonly<Record<Language, string>> = {
  nb: 'Sandkasse: Innloggingen er bare på liksom.',
  nn: 'Sandkasse: Innlogginga er berre på liksom.',
  en: 'Sandbox: sign-in is only pretended.',
}

/** The mark on a page that needs no script; nothing where sign-in is real. */
export function sandboxNotice(sandbox: boolean, language: Language): string {
  return sandbox ? `<aside class="sandbox-notice">${sandboxTexts[language]}</aside>` : ''
}
