/**
 * A document's data type as the mailbox shows it (protocol 7.12): the sender's claims, as far as they can be relied on.
 * Times are ISO 8601 text, amounts decimal text. The shapes are those of the mailbox's contract.
 */
import type { DataType } from '@brevdue/protocol'

export type DataCard = PaymentCard | AppointmentCard | EventCard | LinkCard | ShareRequestCard | FactsCard

export type CardLanguage = 'nb' | 'nn' | 'en'

/** The value of one data type, by its name on the wire. */
export type Claims<Name extends DataType['name']> = Extract<DataType, { name: Name }>['value']

interface CardBase {
  name: string
  language: CardLanguage | null
}

export interface CardLink {
  url: string
  domain: string
  text: string | null
}

/** As the sender states it: an end may be absent, or not after the start. */
export interface CardInterval {
  startsAt: string
  endsAt: string | null
}

export interface CardInfo {
  title: string | null
  text: string | null
}

export interface PaymentCard extends CardBase {
  type: 'payment'
  name: 'invoice' | 'inkasso'
  asks: 'pay' | 'credit' | 'nothing'
  amount: string | null
  dueAt: string | null
  account: string | null
  kid: string | null
  link: CardLink | null
}

export interface AppointmentCard extends CardBase {
  type: 'appointment'
  startsAt: string
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
  times: CardInterval[]
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
  durationSeconds: number | null
  onlyFrom: string[]
}

export interface FactsCard extends CardBase {
  type: 'facts'
  facts: Fact[]
  groups: FactGroup[]
  table: FactTable | null
  link: CardLink | null
  edge: string | null
}

export type FactKind = 'text' | 'word' | 'amount' | 'number' | 'date' | 'moment' | 'day'

export interface Fact {
  label: string
  title: string | null
  value: string
  kind: FactKind
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
