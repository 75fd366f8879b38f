import type { CardInfo, Language } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'

/** The sender's headed paragraphs. Not headings of ours: they are inside a card, and may be anything. */
export function Infos({ infos, language }: { infos: CardInfo[]; language: Language | null }): ReactNode {
  if (infos.length === 0) return null
  return (
    <div className="card-infos" lang={language ?? undefined}>
      {infos.map(({ title, text }, index) => (
        <p key={index}>
          {title !== null && <strong>{title}</strong>}
          {text !== null && <span>{text}</span>}
        </p>
      ))}
    </div>
  )
}
