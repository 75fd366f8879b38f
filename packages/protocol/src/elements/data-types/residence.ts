import { complex, many, optional, root, sequence } from '../../xml/complex-types.ts'
import { int, long, string } from '../../xml/simple-types.ts'
import { language } from './enumerations.ts'
import { externalLink } from './external-link.ts'

const residenceAddress = complex(
  'residenceAddress',
  sequence({
    'unit-number': optional(string),
    'house-number': optional(string),
    'street-name': optional(string),
    'postal-code': optional(string),
    city: optional(string),
  }),
)

const matrikkel = complex(
  'matrikkel',
  sequence({
    kommunenummer: string,
    gaardsnummer: string,
    bruksnummer: string,
    festenummer: optional(string),
    seksjonsnummer: optional(string),
  }),
)

/** A home. */
export const residence = root(
  complex(
    'residence',
    sequence({
      address: residenceAddress,
      matrikkel: optional(matrikkel),
      source: optional(string),
      'external-id': optional(string),
    }),
  ),
)

const hjemmelshaver = complex(
  'hjemmelshaver',
  sequence({
    name: optional(string),
    email: optional(string),
  }),
)

const omsetningshistorikk = complex(
  'omsetningshistorikk',
  sequence({
    dato: string,
    beskrivelse: optional(string),
    selger: optional(string),
    kjoeper: optional(string),
    beloep: optional(long),
  }),
)

const heftelse = complex(
  'heftelse',
  sequence({
    panthaver: optional(string),
    'type-pant': optional(string),
    beloep: optional(string),
  }),
)

/** Details of a home: owners, sales, mortgages. */
export const boligdetaljer = root(
  complex(
    'boligdetaljer',
    sequence({
      residence: optional(residence),
      hjemmelshavere: many(hjemmelshaver),
      bruksareal: optional(int),
      'antall-oppholdsrom': optional(int),
      'antall-baderom': optional(int),
      omsetningshistorikk: many(omsetningshistorikk),
      organisasjonsnummer: optional(string),
      bruksenhet: optional(string),
      andelsnummer: optional(string),
      heftelser: many(heftelse),
      callToAction: optional(externalLink),
      language: optional(language, { default: 'NB' }),
    }),
  ),
)
