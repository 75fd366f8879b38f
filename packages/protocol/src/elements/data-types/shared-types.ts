import { complex, optional, sequence } from '../../xml/complex-types.ts'
import { anyUri, boolean, decimal, string } from '../../xml/simple-types.ts'

export const address = complex(
  'address',
  sequence({
    'street-address': optional(string),
    'street-address-2': optional(string),
    'postal-code': optional(string),
    city: optional(string),
    country: optional(string),
  }),
)

export const info = complex(
  'info',
  sequence({
    title: optional(string),
    text: optional(string),
  }),
)

export const barcode = complex(
  'barcode',
  sequence({
    'barcode-value': optional(string),
    'barcode-type': optional(string),
    'barcode-text': optional(string),
    'show-value-in-barcode': optional(boolean, { default: 'false' }),
  }),
)

export const dataTypeLink = complex(
  'link',
  sequence({
    url: anyUri,
    description: string,
  }),
)

export const foreignCurrencyPayment = complex(
  'foreignCurrencyPayment',
  sequence({
    'currency-code': optional(string),
    amount: optional(decimal),
    'exchange-rate': optional(decimal),
    label: optional(string),
  }),
)
