import { type Edition, ruleIn } from '../../src/versions.ts'
import type { Base, Facets, SimpleType } from '../../src/xml/simple-types.ts'
import { valuesIn } from '../../src/xml/simple-values.ts'
import type { Random } from './random.ts'

// Left out, because libxml2 errs there: white space around dates (refused), an empty port (refused), and `[` in a
// fragment (let through).
const valid: Readonly<Record<Base, readonly string[]>> = {
  string: [
    '',
    'pdf',
    'Æøå <&> "quoted"',
    ' spaced  out ',
    'two\nlines\ttab',
    '😀 astral',
    "]]> 'end'",
    '\u0085\u2028',
    '0',
  ],
  boolean: ['true', 'false', '1', '0', ' true\n'],
  int: ['0', '7', '-1', '+5', '007', ' 12 ', '-0', '2147483647', '-2147483648', '\t3\r\n'],
  long: ['0', '1010', '+12', '000123', '9223372036854775807', '-9223372036854775808', ' 5 ', '-0'],
  integer: ['0', '123456789012345678901', '-5', '+5', ' 1 '],
  decimal: ['0', '10.00', '1.', '.5', '+1.50', '-0.0', '00012.300', ' 7.25 ', '123456789012.25'],
  double: ['0', '1.5', '1e5', '1.5E-3', '.5', '5.', 'INF', '-INF', 'NaN', '-2', '+3', ' 4 ', '1E400', '-0'],
  date: [
    '2026-01-31',
    '2024-02-29Z',
    '2000-02-29',
    '2026-12-31+14:00',
    '2026-12-31-14:00',
    '12026-01-01',
    '1980-01-31Z',
  ],
  dateTime: [
    '2026-01-31T12:00:00',
    '2016-12-07T08:45:32.675+01:00',
    '2022-05-05T00:00:00Z',
    '2022-05-05T00:00:00.1234567Z',
    '2024-02-29T24:00:00',
    '2026-06-30T23:59:59.999999999-14:00',
    '2026-01-31T12:00:00Z',
  ],
  anyURI: [
    '',
    'https://example.test/a?b=c#d',
    'a/b',
    '//host:80/x',
    'urn:x:y',
    'https://example.test/ø å',
    'x%20y',
    'http://[::1]/',
  ],
}

const doubtful: Readonly<Record<Base, readonly string[]>> = {
  string: ['', ' '],
  boolean: ['TRUE', 'yes', '', '2', '00', 'true false', 'tru'],
  int: ['2147483648', '-2147483649', '', '1.0', '1e3', '--1', '+', '1 2', '１', '0x1', '99999999999'],
  long: ['9223372036854775808', '-9223372036854775809', '', '1.0', 'x', '- 1', '99999999999999999999'],
  integer: ['', '1.0', 'x', '+', '1 2'],
  decimal: ['', '.', '1e5', '1,0', 'NaN', '+', '-.', '1.2.3', '0x1'],
  double: ['', '+INF', 'inf', 'Infinity', '1e', 'e5', '.', '1e1.5', '1 2'],
  date: [
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '026-01-01',
    '02026-01-01',
    '2026-01-31+14:01',
    '2026-01-31+15:00',
    '2026-01-31+01:60',
    '2026-01-31z',
    '2026-01-31T00:00:00',
    '',
    '-0044-03-15',
    '+2026-01-01',
  ],
  dateTime: [
    '2026-01-31',
    '2026-01-31T24:00:01',
    '2026-01-31T24:01:00',
    '2026-01-31T25:00:00',
    '2026-01-31T23:60:00',
    '2026-01-31T23:59:60',
    '2026-01-31T12:00',
    '2026-01-31T12:00:00.',
    '2026-01-31T12:00:00.Z',
    '2026-01-31t12:00:00Z',
    '2026-01-31 12:00:00',
    '2026-01-31T12:00:00+0100',
    '2026-01-31T12:00:00+1:00',
    '2026-01-31T12:00:00-14:01',
    '2023-02-29T12:00:00',
    '2026-01-31T24:00:00.0',
    '0000-01-31T12:00:00',
    '',
  ],
  anyURI: [
    '%',
    '%zz',
    'http://[',
    ':',
    '1:2',
    'http://host:x/',
    'a b',
    'a:b:c',
    '##',
    'http://a@b@c/',
    '?',
    '[',

    '///x',
  ],
}

const patternSamples: Readonly<Record<string, readonly string[]>> = {
  '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}': ['9150909b-b041-4744-9491-74bf129194bd'],
  '\\w{1,35}': ['984661185', 'æ9', 'a+b', 'x'.repeat(35), '٣', '😀'],
  '[0-9]{2,24}[0-9\\-]{1}': ['123', '12-', '1'.repeat(25)],
  '[0-9]{11}': ['12345678901'],
  'no\\.digipost\\.feature\\.[a-zA-Z0-9_\\.\\-]+': ['no.digipost.feature.print', 'no.digipost.feature.a_b.c-d'],
  '-+ *BEGIN [^-]* *-+[A-Za-z0-9+/\\n]*={0,2}\\n-+ *END [^-]* *-+\\n?': [
    '-----BEGIN CERTIFICATE-----\nMIIB\nAb+/==\n-----END CERTIFICATE-----\n',
    '- BEGIN  -\n-END X-',
  ],
}

/** Text of exactly so many characters, some of them outside the basic plane. */
const textOfLength = (length: number, random: Random) =>
  Array.from({ length }, () => random.pick(['a', 'ø', ' ', '9', '😀'])).join('')

function limitedText(facets: Facets, edition: Edition, random: Random): string | undefined {
  const maxLength = facets.maxLength === undefined ? undefined : ruleIn(facets.maxLength, edition)
  if (facets.length !== undefined) return textOfLength(facets.length, random)
  if (maxLength === undefined) return undefined
  const minLength = facets.minLength ?? 0
  return textOfLength(random.pick([minLength, maxLength, minLength + random.below(maxLength - minLength)]), random)
}

/** A text that the type allows. */
export function validText(type: SimpleType, edition: Edition, random: Random): string {
  const { facets } = type
  if (facets.values !== undefined) return random.pick(valuesIn(facets, edition))
  if (facets.pattern !== undefined) return random.pick(patternSamples[facets.pattern.xsd] ?? [])
  if (facets.minInclusive !== undefined) return random.pick(['0', '24', ' 2147483647'])
  if (facets.totalDigits !== undefined) return random.pick(['0', '10.00', '1234567890123.45', '0001.100', '-5.5'])
  return limitedText(facets, edition, random) ?? random.pick(valid[type.base])
}

/** One character more, less or other. */
function changed(text: string, random: Random): string {
  const characters = Array.from(text)
  const insert = random.pick(['', 'x', '-', ' ', '0', 'G', '\n'])
  characters.splice(random.below(characters.length + 1), random.below(2), insert)
  return characters.join('')
}

/** A text near the limits of the type: on either side of them. */
export function doubtfulText(type: SimpleType, edition: Edition, random: Random): string {
  const { facets } = type
  const maxLength = facets.maxLength === undefined ? facets.length : ruleIn(facets.maxLength, edition)
  const candidates = [
    ...doubtful[type.base],
    ...Object.keys(facets.values ?? {}),
    ...(facets.values === undefined ? [] : ['constructor', '__proto__']),
    changed(validText(type, edition, random), random),
  ]
  if (maxLength !== undefined) {
    candidates.push(textOfLength(maxLength + 1, random), textOfLength(Math.max(0, maxLength - 1), random))
  }
  if (facets.minInclusive !== undefined) candidates.push('-1', '-0')
  if (facets.totalDigits !== undefined) candidates.push('1.101', '1234567890123456', '12345678901234.56', '0.00', '.10')
  return random.pick(candidates)
}
