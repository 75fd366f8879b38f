import { type DataType, parseMoment } from '@brevdue/protocol'

/** Text that the schema does not look into, but that is read: what cannot be read would be dropped without a word. */
export interface Form {
  fits: (text: string) => boolean
  /** For the sender: what the text must be. */
  says: string
}

/**
 * What a part of a data type may at most be: so many characters, text of a form, or parts of its own. The names are the
 * wire's. `most` is how often an element may stand, `required` that it must although the schema lets it be absent.
 */
export type Limit = number | RegExp | Form | PartLimits
export interface PartLimits {
  most?: number
  required?: readonly string[]
  /** What the parts must be together. */
  together?: { fit: (value: Readonly<Record<string, unknown>>) => boolean; says: string }
  parts: Readonly<Record<string, Limit>>
}

const timeForm = 'a date and time as in 2026-09-10T12:00:00+02:00; seconds may be left out, and without an offset it is'
const isMoment = (text: string) => parseMoment(text) !== undefined
const orEmpty = (fits: Form['fits']) => (text: string) => text === '' || fits(text)

/** A time that must be given. An empty element gives none. */
const time: Form = { fits: isMoment, says: `it must be ${timeForm} in UTC` }
const optionalTime: Form = { ...time, fits: orEmpty(isMoment) }
const localTime: Form = { fits: orEmpty(isMoment), says: `it must be ${timeForm} on the clock in Norway` }
const day: Form = {
  fits: orEmpty((text) => (/^\d{4}-\d\d-\d\d$/.test(text.trim()) ? isMoment(`${text.trim()}T00:00`) : isMoment(text))),
  says: 'it must be a date as in 2026-09-10',
}
/** At most 30 digits before the point and 20 after it, which bounds what a card has to show. */
const isAmount = (text: string) => /^[+-]?(?:\d{1,30}(?:\.\d{0,20})?|\.\d{1,20})$/.test(text.trim())
const amount: Form = {
  fits: isAmount,
  says: 'it must be an amount as in 1249.50, with a point and without other signs',
}
const optionalAmount: Form = { ...amount, fits: orEmpty(isAmount) }
const between = (least: number, most: number): Form => ({
  fits: (text) => Number(text) >= least && Number(text) <= most,
  says: `it must be a number from ${least} to ${most}`,
})
const calendarDate: PartLimits = {
  together: {
    // 2024 was a leap year, so that every day that comes back in some year is a day of it
    fit: ({ month, day }) => Number(day) <= new Date(Date.UTC(2024, Number(month), 0)).getUTCDate(),
    says: 'it must be a day that exists',
  },
  parts: { month: between(1, 12), day: between(1, 31), hour: between(0, 23), min: between(0, 59) },
}

const address: PartLimits = {
  parts: { 'street-address': 100, 'street-address-2': 100, 'postal-code': 10, city: 100 },
}
const externalLink: PartLimits = { parts: { deadline: time, description: 300, 'button-text': 30 } }
/** Inside other data types the service never asks for the lengths of a link's texts. */
const innerLink: PartLimits = { parts: { deadline: time } }
const info: PartLimits = { parts: { title: 150 } }
const accountNumber = /^\d{11}$/
const residence: PartLimits = {
  parts: {
    address: {
      parts: {
        'unit-number': /^[UKHL]\d{4}$/,
        'house-number': 20,
        'street-name': 100,
        'postal-code': 10,
        city: 100,
      },
    },
    matrikkel: {
      parts: {
        kommunenummer: /^\d{1,4}$/,
        gaardsnummer: /^\d{1,4}$/,
        bruksnummer: /^\d+$/,
        festenummer: /^\d+$/,
        seksjonsnummer: /^\d+$/,
      },
    },
    source: 50,
    'external-id': 50,
  },
}
const payments: PartLimits = {
  parts: {
    'card-number': 25,
    amount: optionalAmount,
    'currency-code': 3,
  },
}

const taxiDetails: PartLimits = {
  parts: {
    startTime: optionalTime,
    stopTime: optionalTime,
    tips: optionalAmount,
    totalMeterPrice: optionalAmount,
    vat: {
      parts: {
        levels: {
          parts: {
            grossAmount: optionalAmount,
            netAmount: optionalAmount,
            vat: optionalAmount,
            vatPercent: optionalAmount,
          },
        },
        sum: optionalAmount,
      },
    },
  },
}

/**
 * The limits of protocol 7.12 that datatypes.xsd does not state. Breaking one is VALIDATION_FAILED. Control digits are
 * not among them: the service's own examples have accounts and KIDs whose control digits are wrong, so a sender may
 * rely on their being accepted; the mailbox leaves such a number out of the card instead.
 */
export const dataTypeLimits: { readonly [Name in DataType['name']]?: PartLimits } = {
  appointment: {
    parts: {
      'start-time': time,
      'end-time': optionalTime,
      'arrival-time': 150,
      place: 150,
      address,
      'sub-title': 150,
      info: { ...info, most: 2 },
      link: innerLink,
    },
  },
  boligdetaljer: {
    required: ['residence'],
    parts: {
      residence,
      hjemmelshavere: { required: ['name'], parts: { name: 75, email: 50 } },
      bruksareal: /^\d+$/,
      'antall-oppholdsrom': /^\d+$/,
      'antall-baderom': /^\d+$/,
      omsetningshistorikk: { parts: { dato: time, beskrivelse: 50 } },
      organisasjonsnummer: 20,
      bruksenhet: 10,
      heftelser: { required: ['panthaver', 'type-pant', 'beloep'], parts: { panthaver: 100 } },
      callToAction: externalLink,
    },
  },
  event: {
    parts: {
      'sub-title': 100,
      'start-time': { parts: { 'start-time': time, 'end-time': time } },
      timeLabel: 100,
      description: 120,
      placeLabel: 100,
      address,
      info: { ...info, most: 10 },
      barcodeLabel: 100,
    },
  },
  externalLink,
  inkasso: { parts: { link: innerLink, 'due-date': time, account: accountNumber, kid: 25 } },
  invoice: { parts: { link: innerLink, 'due-date': time, 'creditor-account': accountNumber, kid: 25 } },
  'invoice-payment': { parts: { 'payment-time': time, 'debtor-account': accountNumber } },
  'opening-receipt': { parts: { group: 100 } },
  payslip: { parts: { 'payment-date': day } },
  'pickup-notice': {
    parts: {
      'arrival-date-time': time,
      'return-date-time': time,
      'pickup-place': { required: ['address'], parts: {} },
      link: innerLink,
    },
  },
  'pickup-notice-status': { parts: { 'occurrence-datetime': optionalTime } },
  proof: {
    parts: {
      'authorizer-name': 30,
      'issued-time': optionalTime,
      'valid-period': {
        parts: {
          period: { parts: { from: localTime, to: localTime } },
          'yearly-repeating-period': {
            parts: {
              'start-year': between(1, 9999),
              'end-year': between(1, 9999),
              from: calendarDate,
              to: calendarDate,
            },
          },
        },
      },
      // As loose as the service itself is; what is no colour is not shown.
      'background-color': /^#[0-9A-Sa-s]{6}$/,
      title: 255,
      'proof-id-name': 100,
      'proof-id-value': 250,
      attribute: { most: 5, parts: {} },
      info: { most: 3, parts: {} },
    },
  },
  receipt: {
    parts: {
      receiptId: 50,
      purchaseTime: time,
      totalPrice: amount,
      totalVat: amount,
      currency: 3,
      cashier: 100,
      register: 50,
      'merchant-name': 150,
      'merchant-address': address,
      payments,
      items: {
        parts: {
          'item-price': optionalAmount,
          'item-vat': optionalAmount,
          'total-price': optionalAmount,
          'total-vat': optionalAmount,
          discount: optionalAmount,
        },
      },
      taxiDetails,
    },
  },
  residence,
  signedDocument: { parts: { 'signing-time': time } },
  'verifiable-credential-notice': { parts: { 'valid-from': optionalTime, 'valid-until': optionalTime } },
}
