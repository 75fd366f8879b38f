import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { type Texts, useTexts } from '../language/language-context.tsx'
import { alwaysOnKeys, letterKeys } from './shortcuts.ts'

export function ShortcutTable(): ReactNode {
  return (
    <>
      <KeyTable caption="keys.letters" rows={letterKeys} />
      <KeyTable caption="keys.always" rows={alwaysOnKeys} />
    </>
  )
}

function KeyTable({ caption, rows }: { caption: MessageKey; rows: typeof letterKeys }): ReactNode {
  const { t } = useTexts()
  return (
    <table className="key-table">
      <caption>{t(caption)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('keys.key')}</th>
          <th scope="col">{t('keys.does')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ keys, does }) => (
          <tr key={keys}>
            <td>
              {namesOf(keys, t).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </td>
            <td>{t(does)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A bar stands between keys that are pressed one after the other; the space bar has a name in each language. */
function namesOf(keys: string, t: Texts['t']): string[] {
  return keys.split(/[ |]/).map((key) => (key === 'keys.space' ? t(key) : key))
}
