import type { Fact, FactsCard as Facts, FactTable } from '@brevdue/server/mailbox-contract'
import { FileTextIcon, HouseIcon, PackageIcon, ReceiptIcon, SealCheckmarkIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { Heading } from '../../ui/components.ts'
import { CardFact, CardFacts, SenderWords } from './card-facts.tsx'
import { formatFact, formatValue } from './card-format.ts'
import { CardFrame } from './card-frame.tsx'
import type { CardProps } from './card-props.ts'
import { type CardTexts, useCardTexts } from './card-texts.ts'
import { SenderLink } from './sender-link.tsx'

const icons: Record<string, typeof FileTextIcon> = {
  receipt: ReceiptIcon,
  'pickup-notice': PackageIcon,
  'pickup-notice-status': PackageIcon,
  proof: SealCheckmarkIcon,
  residence: HouseIcon,
  boligdetaljer: HouseIcon,
}

/** What has no card of its own: facts, facts in groups, and a table where rows repeat. */
export function FactsCard({ card }: CardProps<Facts>): ReactNode {
  const texts = useCardTexts()
  const Icon = icons[card.name] ?? FileTextIcon
  return (
    <CardFrame card={card} icon={<Icon aria-hidden="true" />} edge={card.edge}>
      <FactList card={card} facts={card.facts} texts={texts} />
      {card.table !== null && <Purchases card={card} table={card.table} texts={texts} />}
      {card.groups.map(({ label, facts }, index) => (
        <div key={index} className="card-group">
          <Heading level={3} data-size="2xs">
            {texts.word(card.name, label)}
          </Heading>
          <FactList card={card} facts={facts} texts={texts} />
        </div>
      ))}
      {card.link !== null && (
        <div className="card-actions">
          <SenderLink link={card.link} language={card.language} />
        </div>
      )}
    </CardFrame>
  )
}

interface PartProps {
  card: Facts
  texts: CardTexts
}

function FactList({ card, facts, texts }: PartProps & { facts: Fact[] }): ReactNode {
  if (facts.length === 0) return null
  return (
    <CardFacts>
      {facts.map((fact, index) => {
        const label = fact.title === null ? texts.word(card.name, fact.label) : fact.title
        const value = formatFact(card.name, fact, texts)
        // words that are newer than this page are passed over, not shown as codes
        if (label === undefined || value === undefined) return null
        const own = fact.kind !== 'text'
        return (
          <CardFact
            key={index}
            label={fact.title === null ? label : <SenderWords language={card.language}>{label}</SenderWords>}
            figures={own}
          >
            {own ? value : <SenderWords language={card.language}>{value}</SenderWords>}
          </CardFact>
        )
      })}
    </CardFacts>
  )
}

function Purchases({ card, table, texts }: PartProps & { table: FactTable }): ReactNode {
  return (
    <table className="card-table">
      <caption>{texts.word(card.name, table.label)}</caption>
      <thead>
        <tr>
          {table.columns.map(({ label, kind }) => (
            <th key={label} scope="col" data-kind={kind}>
              {texts.word(card.name, label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {table.columns.map(({ label, kind, unit }, column) => {
              const value = row[column] ?? null
              return (
                <td key={label} data-kind={kind} lang={(kind === 'text' && card.language) || undefined}>
                  {value === null ? '' : formatValue(value, kind, unit, texts)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
