const text = { type: 'string' } as const
const optionalText = { type: ['string', 'null'] } as const

/** Nothing may be forgotten and nothing unnamed may leave. */
function object<P extends Record<string, unknown>>(properties: P) {
  return { type: 'object', additionalProperties: false, properties, required: Object.keys(properties) } as const
}
const list = <S>(items: S) => ({ type: 'array', items }) as const
const orNull = <S>(schema: S) => ({ anyOf: [schema, { type: 'null' }] }) as const

const language = orNull({ type: 'string', enum: ['nb', 'nn', 'en'] })
const link = object({ url: text, domain: text, text: optionalText })
const infos = list(object({ title: optionalText, text: optionalText }))
const kind = { type: 'string', enum: ['text', 'word', 'amount', 'number', 'date', 'moment', 'day'] } as const
const facts = list(object({ label: text, title: optionalText, value: text, kind, unit: optionalText }))

function card<P extends Record<string, unknown>>(type: string, properties: P) {
  return object({ type: { type: 'string', enum: [type] }, name: text, language, ...properties })
}

const payment = card('payment', {
  asks: { type: 'string', enum: ['pay', 'credit', 'nothing'] },
  amount: optionalText,
  dueAt: optionalText,
  account: optionalText,
  kid: optionalText,
  link: orNull(link),
})

const appointment = card('appointment', {
  startsAt: text,
  endsAt: optionalText,
  subTitle: optionalText,
  arrival: optionalText,
  placeName: optionalText,
  address: optionalText,
  infos,
  link: orNull(link),
})

const event = card('event', {
  subTitle: optionalText,
  times: list(object({ startsAt: text, endsAt: optionalText })),
  timeLabel: optionalText,
  description: optionalText,
  placeName: optionalText,
  placeLabel: optionalText,
  address: optionalText,
  infos,
  barcode: orNull(object({ text, label: optionalText })),
  links: list(link),
})

const external = card('link', { link, description: optionalText, deadlineAt: optionalText })

const shareRequest = card('share-request', {
  purpose: text,
  endsAt: optionalText,
  durationSeconds: { type: ['integer', 'null'] },
  onlyFrom: list(text),
})

const factsCard = card('facts', {
  facts,
  groups: list(object({ label: text, facts })),
  table: orNull(
    object({
      label: text,
      columns: list(object({ label: text, kind, unit: optionalText })),
      rows: list(list(optionalText)),
    }),
  ),
  link: orNull(link),
  edge: optionalText,
})

/** `DataCard | null` of the contract, told apart by `type`. */
export const cardSchema = {
  anyOf: [payment, appointment, event, external, shareRequest, factsCard, { type: 'null' }],
} as const
