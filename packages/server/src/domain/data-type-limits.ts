import type { DataType } from '@brevdue/protocol'

/**
 * What a part of a data type may at most be: so many characters, text of a form, or parts of its own. The names are the
 * wire's. `most` is how often an element may stand, `required` that it must although the schema lets it be absent.
 */
export type Limit = number | RegExp | PartLimits
export interface PartLimits {
  most?: number
  required?: readonly string[]
  parts: Readonly<Record<string, Limit>>
}

const address: PartLimits = {
  parts: { 'street-address': 100, 'street-address-2': 100, 'postal-code': 10, city: 100 },
}
const externalLink: PartLimits = { parts: { description: 300, 'button-text': 30 } }
const info: PartLimits = { parts: { title: 150 } }
const barcode: PartLimits = { parts: { 'barcode-value': 20, 'barcode-type': 12 } }
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
    'currency-code': 3,
    'foreign-currency-payment': { parts: { 'currency-code': 3 } },
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
      'arrival-time': 150,
      place: 150,
      address,
      'sub-title': 150,
      info: { ...info, most: 2 },
      link: externalLink,
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
      omsetningshistorikk: { parts: { beskrivelse: 50 } },
      organisasjonsnummer: 20,
      bruksenhet: 10,
      heftelser: { required: ['panthaver', 'type-pant', 'beloep'], parts: { panthaver: 100 } },
      callToAction: externalLink,
    },
  },
  event: {
    parts: {
      'sub-title': 100,
      timeLabel: 100,
      description: 120,
      placeLabel: 100,
      address,
      info: { ...info, most: 10 },
      barcodeLabel: 100,
      barcode,
      links: { parts: { description: 70 } },
    },
  },
  externalLink,
  inkasso: { parts: { link: externalLink, account: accountNumber, kid: 25 } },
  invoice: { parts: { link: externalLink, 'creditor-account': accountNumber, kid: 25 } },
  'invoice-payment': { parts: { 'debtor-account': accountNumber } },
  'opening-receipt': { parts: { group: 100 } },
  'pickup-notice': {
    parts: {
      barcode,
      recipient: { parts: { address } },
      sender: { parts: { address } },
      'pickup-place': { required: ['address'], parts: { address } },
      link: externalLink,
    },
  },
  proof: {
    parts: {
      'authorizer-name': 30,
      // As loose as the service itself is; what is no colour is not shown.
      'background-color': /^#[0-9A-Sa-s]{6}$/,
      'proof-holder': { parts: { 'social-security-number': /^\d{11}$/, address } },
      title: 255,
      'proof-id-name': 100,
      'proof-id-value': 250,
      attribute: { ...info, most: 5 },
      info: { ...info, most: 3 },
    },
  },
  receipt: {
    parts: {
      receiptId: 50,
      currency: 3,
      cashier: 100,
      register: 50,
      'merchant-name': 150,
      'merchant-address': address,
      barcode,
      payments,
      customer: { parts: { address } },
      delivery: { parts: { address } },
    },
  },
  residence,
}
