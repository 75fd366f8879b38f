import { complex, many, optional, root, sequence } from '../../xml/complex-types.ts'
import { int, string } from '../../xml/simple-types.ts'
import { language } from './enumerations.ts'
import { address, info } from './shared-types.ts'

const calendarDate = complex(
  'calendarDate',
  sequence({
    month: int,
    day: int,
    hour: optional(int, { default: '0' }),
    min: optional(int, { default: '0' }),
    'time-zone': optional(string, { default: '+01:00' }),
  }),
)

const period = complex(
  'period',
  sequence({
    from: optional(string),
    to: optional(string),
  }),
)

const yearlyRepeatingPeriod = complex(
  'yearlyRepeatingPeriod',
  sequence({
    'start-year': optional(int),
    'end-year': optional(int),
    from: calendarDate,
    to: calendarDate,
  }),
)

const validPeriod = complex(
  'validPeriod',
  sequence({
    period: optional(period),
    'yearly-repeating-period': optional(yearlyRepeatingPeriod),
  }),
)

const proofHolder = complex(
  'proofHolder',
  sequence({
    firstname: string,
    surname: string,
    'social-security-number': optional(string),
    address: optional(address),
  }),
)

/** A proof of something, such as a membership. */
export const proof = root(
  complex(
    'proof',
    sequence({
      'authorizer-name': optional(string),
      'background-color': optional(string),
      'issued-time': optional(string),
      'valid-period': validPeriod,
      'proof-holder': proofHolder,
      title: string,
      'proof-id-name': optional(string),
      'proof-id-value': optional(string),
      attribute: many(info),
      info: many(info),
      language: optional(language, { default: 'NB' }),
    }),
  ),
)
