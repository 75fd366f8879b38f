import { complex, many, optional, root, sequence } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'
import { language } from './enumerations.ts'
import { externalLink } from './external-link.ts'
import { address, info } from './shared-types.ts'

/** An appointment, with a place and a time. */
export const appointment = root(
  complex(
    'appointment',
    sequence({
      'start-time': string,
      'end-time': optional(string),
      'arrival-time': optional(string),
      place: optional(string),
      address: optional(address),
      'sub-title': optional(string),
      info: many(info),
      language: optional(language, { default: 'NB' }),
      link: optional(externalLink),
    }),
  ),
)
