import { complex, optional, root, sequence } from '../../xml/complex-types.ts'
import { decimal, string } from '../../xml/simple-types.ts'
import { externalLink } from './external-link.ts'

const bank = complex(
  'bank',
  sequence({
    id: optional(string),
    name: optional(string),
  }),
)

/** An invoice to be paid. */
export const invoice = root(
  complex(
    'invoice',
    sequence({
      link: optional(externalLink),
      'due-date': string,
      sum: decimal,
      'creditor-account': string,
      kid: optional(string),
    }),
  ),
)

/** What has become of the payment of an invoice. */
export const invoicePayment = root(
  complex(
    'invoicePayment',
    sequence({
      'payment-id': string,
      'payment-status': string,
      'payment-time': string,
      'debtor-account': string,
      'debtor-account-name': optional(string),
      'payment-channel': string,
      'payment-bank': bank,
    }),
  ),
  { element: 'invoice-payment' },
)

/** A debt that is being collected. */
export const inkasso = root(
  complex(
    'inkasso',
    sequence({
      link: optional(externalLink),
      'due-date': string,
      sum: optional(decimal),
      account: optional(string),
      kid: optional(string),
    }),
  ),
)
