import { complex, many, optional, root, sequence, some } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'
import { language } from './enumerations.ts'
import { address, barcode, dataTypeLink, info } from './shared-types.ts'

const timeInterval = complex(
  'timeInterval',
  sequence({
    'start-time': string,
    'end-time': string,
  }),
)

/** An event with one or more times; each `start-time` holds an interval. */
export const event = root(
  complex(
    'event',
    sequence({
      'sub-title': optional(string),
      'start-time': some(timeInterval),
      timeLabel: optional(string),
      description: optional(string),
      place: optional(string),
      placeLabel: optional(string),
      address: optional(address),
      info: many(info),
      barcodeLabel: optional(string),
      barcode: optional(barcode),
      links: many(dataTypeLink),
      language: optional(language),
    }),
  ),
)
