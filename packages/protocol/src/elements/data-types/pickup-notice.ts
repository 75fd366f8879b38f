import { complex, many, optional, root, sequence } from '../../xml/complex-types.ts'
import { decimal, int, string } from '../../xml/simple-types.ts'
import { language, status, tag } from './enumerations.ts'
import { externalLink } from './external-link.ts'
import { address, barcode } from './shared-types.ts'

const cost = complex(
  'cost',
  sequence({
    'value-to-be-payed': decimal,
    'package-value': optional(decimal),
    'customs-fee-outlayed': optional(decimal),
    'vas-text': optional(string),
    'customs-fee': optional(decimal),
    'customs-fee-outlay-cost': optional(decimal),
    'cod-amount': optional(decimal),
    'cod-fee': optional(decimal),
  }),
)

const parcelPackage = complex(
  'package',
  sequence({
    length: optional(int),
    width: optional(int),
    height: optional(int),
    weight: optional(int),
  }),
)

const recipient = complex(
  'recipient',
  sequence({
    name: optional(string),
    'digipost-address': string,
    address: optional(address),
  }),
)

const sender = complex(
  'sender',
  sequence({
    name: optional(string),
    reference: optional(string),
    address: optional(address),
  }),
)

const pickupPlace = complex(
  'pickupPlace',
  sequence({
    name: string,
    code: string,
    instruction: string,
    'shelf-location': optional(string),
    address: optional(address),
  }),
)

/** A parcel that can be fetched. */
export const pickupNotice = root(
  complex(
    'pickupNotice',
    sequence({
      'parcel-id': string,
      'parcel-uuid': optional(string),
      barcode,
      'product-name': optional(string),
      'arrival-date-time': string,
      'return-date-time': string,
      recipient,
      sender: optional(sender),
      'pickup-place': pickupPlace,
      package: optional(parcelPackage),
      cost: optional(cost),
      'extra-information': optional(string),
      status: optional(status),
      tags: many(tag),
      language: optional(language, { default: 'NB' }),
      link: optional(externalLink),
    }),
  ),
  { element: 'pickup-notice' },
)

/** What has become of a parcel. */
export const pickupNoticeStatus = root(
  complex(
    'pickupNoticeStatus',
    sequence({
      status,
      'occurrence-datetime': optional(string),
    }),
  ),
  { element: 'pickup-notice-status' },
)
