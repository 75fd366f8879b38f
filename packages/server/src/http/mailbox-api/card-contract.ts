/** The cards of the sender's structured claims, as `contract.ts` sends them along with a document. Types only. */

/**
 * The data type of a document (protocol 7.12) as a card shows it. Values that break the type's rules are left out.
 * `language` is the sender's, for `lang`. GET /api/letters/:letterId/documents/:documentId/calendar[?private=1] answers
 * the calendar file of what has a time; subject and place are in it only with `private=1`.
 */
export type DataCard = PaymentCard | AppointmentCard | EventCard | LinkCard | ShareRequestCard | FactsCard

interface CardBase {
  /** The wire's name of the data type. */
  name: string
  language: 'nb' | 'nn' | 'en' | null
}
export interface CardLink {
  url: string
  /** What to trust: shown on the button. */
  domain: string
  /** The sender's own words for it: quoted beside the button, never on it. */
  text: string | null
}
export interface CardInfo {
  title: string | null
  text: string | null
}
export interface PaymentCard extends CardBase {
  type: 'payment'
  name: 'invoice' | 'inkasso'
  /** `pay`; `credit` when the recipient is owed the amount; `nothing` when the amount is zero. */
  asks: 'pay' | 'credit' | 'nothing'
  /** Negative for a credit. */
  amount: string | null
  dueAt: string | null
  account: string | null
  kid: string | null
  link: CardLink | null
}
export interface AppointmentCard extends CardBase {
  type: 'appointment'
  startsAt: string
  /** Null when the sender states none; it may be at or before the start, as stated. */
  endsAt: string | null
  subTitle: string | null
  arrival: string | null
  placeName: string | null
  address: string | null
  infos: CardInfo[]
  link: CardLink | null
}
export interface EventCard extends CardBase {
  type: 'event'
  subTitle: string | null
  times: { startsAt: string; endsAt: string | null }[]
  timeLabel: string | null
  description: string | null
  placeName: string | null
  placeLabel: string | null
  address: string | null
  infos: CardInfo[]
  barcode: { text: string; label: string | null } | null
  links: CardLink[]
}
export interface LinkCard extends CardBase {
  type: 'link'
  link: CardLink
  description: string | null
  deadlineAt: string | null
}
export interface ShareRequestCard extends CardBase {
  type: 'share-request'
  purpose: string
  /** When sharing would stop by itself, had it been accepted now. */
  endsAt: string | null
  durationSeconds: number | null
  /** Organisation numbers: only documents from these may be shared. Empty: no such limit. */
  onlyFrom: string[]
}
/** What has no card of its own: labelled values, some in groups, and one table where rows repeat. */
export interface FactsCard extends CardBase {
  type: 'facts'
  facts: Fact[]
  groups: FactGroup[]
  table: FactTable | null
  link: CardLink | null
  /** `#rrggbb`, the colour of a proof: for a narrow edge only, with nothing on it. */
  edge: string | null
}
/**
 * How `value` is written: `word` is one of our own words (`card.<name>.<label>.<value>`), `amount` and `number` are
 * decimal text, `date` is YYYY-MM-DD, `moment` an instant, `day` a month and day that come back each year (MM-DD, MM-DDTHH:MM).
 */
export type FactKind = 'text' | 'word' | 'amount' | 'number' | 'date' | 'moment' | 'day'
export interface Fact {
  /** A key of the mailbox's own words (`card.<name>.<label>`), never the sender's text. */
  label: string
  /** What the sender itself calls it, shown in place of the label; null where the label says it. */
  title: string | null
  value: string
  kind: FactKind
  /** Currency of an amount (null when it is not stated), or `m2`, `m`, `cm`, `g`, `s`, `%` of a number. */
  unit: string | null
}
export interface FactGroup {
  label: string
  facts: Fact[]
}
export interface FactTable {
  label: string
  columns: { label: string; kind: FactKind; unit: string | null }[]
  rows: (string | null)[][]
}
