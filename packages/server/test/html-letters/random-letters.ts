import fc from 'fast-check'

const words = (text: string): fc.Arbitrary<string> => fc.constantFrom(...text.split(' '))
const joined = (part: fc.Arbitrary<string>, most: number, between = ' '): fc.Arbitrary<string> =>
  fc.array(part, { maxLength: most }).map((parts) => parts.join(between))

const property = words(
  `color background background-image border border-left-width border-radius margin padding-left width height
  font font-family font-size font-weight line-height letter-spacing text-align text-decoration vertical-align white-space
  list-style list-style-type box-shadow quotes top position display float overflow opacity z-index mso-line-height-rule
  -webkit-text-size-adjust page-break-before cursor flex gap content Color`.replace(/\s+/g, ' '),
)
const value = fc.oneof(
  words(
    `red RED #fff #abcd 0 1px 10% 1.5em -2px .5em 700 auto inherit initial none bold solid center underline
  transparent windowtext rgb(1,2,3) rgba(0,0,0,.5) calc(1px+2px) var(--a) Arial sans-serif , / !important x-large nowrap
  10px\\9 1e2px +3px ( ) { } [ ] < > * + = & \\ _x -y 10PX 1fr`.replace(/\s+/g, ' '),
  ),
  fc.constantFrom(
    '"Segoe UI"',
    "'Arial'",
    '"a;b"',
    '/*c*/',
    'url(data:image/png;base64,AAAA)',
    'linear-gradient(red, blue)',
  ),
)
const declaration = fc
  .tuple(property, fc.constantFrom(':', ': ', ' : '), joined(value, 3))
  .map((parts) => parts.join(''))
const style = joined(declaration, 3, ';')
const selector = fc.constantFrom(
  'p',
  '.a',
  '#b',
  'p.a',
  'p,a',
  'a:hover',
  'p::before',
  '[x]',
  'p>a',
  '*',
  '@media print',
)
const rule = fc
  .tuple(selector, joined(declaration, 3, ';'), fc.constantFrom(';', ''))
  .map(([name, block, end]) => `${name} {${block}${end}}`)
const href = joined(
  fc.constantFrom(
    ...['https://', 'http://', 'mailto:', '//', '/', '#', 'HTTPS://', 'www.', 'https:', 'https//', 'tel:', '\\'],
    ...[
      'a',
      'fjellvik.example',
      '.no',
      '?',
      '=',
      '&',
      '%20',
      ' ',
      '(',
      '{',
      '[',
      '*',
      '|',
      "'",
      '@',
      ':',
      ';',
      'æ',
      '–',
    ],
  ),
  5,
  '',
)
const attributeName = words(
  `id class lang title align name href target rel alt src width height border bgcolor color size face background
  valign colspan nowrap scope char charoff span for cellpadding content http-equiv charset noresize type onclick role
  data-x`.replace(/\s+/g, ' '),
)
const attributeValue = fc.constantFrom(
  ...[
    'a',
    'a b',
    'a-b_c.d:e',
    'æ',
    '',
    '10',
    '10%',
    '-1',
    '1.5',
    '#fff',
    'red',
    'Red',
    'center',
    'CENTER',
    'top',
    'row',
  ],
  ...['_blank', 'https://fjellvik.example/a?b=c&d', 'www.fjellvik.example', 'a\tb', 'a\nb', '"', '<', 'viewport'],
  ...[
    'width=device-width',
    'text/html; charset=utf-8',
    'text/css',
    'data:image/png;base64,AA',
    'data:image/png;base64\u00a0',
    ' data:image/png;base64, A\nA ',
    'a!b',
    "it's",
    '\u00a0',
  ],
)
const element = words(
  'p div span a b i font img table td tr th ul li h1 br hr col label base meta html body title caption pre q s mark',
)

const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** Letters of one element each, allowed and not, for comparing two judges. */
export const randomLetters: fc.Arbitrary<string> = fc.oneof(
  style.map((css) => `<p style="${quoted(css)}">x</p>`),
  joined(rule, 2).map((css) => `<style>${css.replaceAll('<', '')}</style><p>x</p>`),
  href.map((address) => `<a href="${quoted(address)}">x</a>`),
  fc
    .tuple(element, fc.uniqueArray(fc.tuple(attributeName, attributeValue), { maxLength: 2, selector: ([key]) => key }))
    .map(([name, attributes]) => `<${name}${attributes.map(([key, text]) => ` ${key}="${quoted(text)}"`).join('')}>x`),
)
