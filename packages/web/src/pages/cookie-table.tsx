import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'

const cookies: readonly { name: string; use: MessageKey; long: MessageKey }[] = [
  { name: 'brevdue-session', use: 'privacy.cookie.session', long: 'privacy.cookie.session.long' },
  { name: 'brevdue-language', use: 'privacy.cookie.language', long: 'privacy.cookie.language.long' },
  { name: 'brevdue-sign-in', use: 'privacy.cookie.attempt', long: 'privacy.cookie.attempt.long' },
  { name: 'brevdue-ceremony', use: 'privacy.cookie.ceremony', long: 'privacy.cookie.ceremony.long' },
  { name: 'brevdue-attempt', use: 'privacy.cookie.code', long: 'privacy.cookie.code.long' },
  { name: 'brevdue-known', use: 'privacy.cookie.known', long: 'privacy.cookie.language.long' },
]

/** All that Brevdue sets, whichever way one signs in. Over https all names but the language's begin with `__Host-`. */
export function CookieTable(): ReactNode {
  const { t } = useTexts()
  return (
    <table className="cookie-table">
      <thead>
        <tr>
          <th scope="col">{t('privacy.cookie.name')}</th>
          <th scope="col">{t('privacy.cookie.for')}</th>
          <th scope="col">{t('privacy.cookie.long')}</th>
        </tr>
      </thead>
      <tbody>
        {cookies.map(({ name, use, long }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{t(use)}</td>
            <td>{t(long)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
