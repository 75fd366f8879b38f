import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
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
              {keys.split(' ').map((key) => (
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
