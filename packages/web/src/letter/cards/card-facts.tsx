import type { Language } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'

/** The card's own list of facts. */
export function CardFacts({ children }: { children: ReactNode }): ReactNode {
  return <dl className="card-facts">{children}</dl>
}

interface CardFactProps {
  label: ReactNode
  /** Stands out: what one looks for first. */
  large?: boolean
  figures?: boolean
  children: ReactNode
}

export function CardFact({ label, large = false, figures = false, children }: CardFactProps): ReactNode {
  return (
    <div data-large={large}>
      <dt>{label}</dt>
      <dd className={figures ? 'figures' : undefined}>{children}</dd>
    </div>
  )
}

/** The sender's own words, in the sender's language. */
export function SenderWords({ language, children }: { language: Language | null; children: ReactNode }): ReactNode {
  return <span lang={language ?? undefined}>{children}</span>
}
