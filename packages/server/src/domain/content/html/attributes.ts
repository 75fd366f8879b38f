import { escapeAddress, isOffSite, isOnSite } from './links.ts'

/** Says whether an attribute's whole value is allowed. Every rule takes time linear in the value. */
export type ValueRule = (value: string) => boolean

const matches =
  (pattern: RegExp): ValueRule =>
  (value) =>
    pattern.test(value)
const oneOf = (...words: string[]): ValueRule => {
  const allowed = new Set(words)
  return (value) => allowed.has(value.toLowerCase())
}
const anything: ValueRule = () => true

const colourNames = new Set(
  'aqua black blue fuchsia gray grey green lime maroon navy olive purple red silver teal white yellow'.split(' '),
)
const colour: ValueRule = (value) => colourNames.has(value) || /^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(value)
const identifier = matches(/^[a-zA-Z0-9:\-_.]+$/)
const nameToken = matches(/^[a-zA-Z0-9\-_$]+$/)
const number = matches(/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/)
const length = matches(/^[0-9]+%?$/)
// White space is that of ASCII in all of these rules, so `\s` would be too wide.
const text = matches(/^[\p{L}\p{N}\t-\r \-_',:[\]!./\\()&]*$/u)
const alignment = oneOf('center', 'left', 'right', 'justify', 'char')
const verticalAlignment = oneOf('baseline', 'bottom', 'middle', 'top')

const link: ValueRule = (value) => isOnSite(escapeAddress(value)) || isOffSite(escapeAddress(value))
const backgroundUrl: ValueRule = (value) => isOnSite(escapeAddress(value))

// Prefix and length instead of one pattern: an image may be megabytes long.
const embeddedImage: ValueRule = (value) => {
  const prefix = /^data:image\/(?:gif|jpe?g|png);base64/.exec(value.slice(0, 32))
  return prefix !== null && value.length > prefix[0].length
}

const viewport = matches(
  /^(?:[, ;\t]*(?:width|height|initial-scale|minimum-scale|maximum-scale|user-scalable|target-densityDpi) {0,3}= {0,3}(?:device-width|device-height|device-dpi|yes|no|[0-9.-]{1,4})){1,6}$/,
)
const charsetDeclaration = matches(/^text\/html; *charset=(?:[uU][tT][fF]-?8|[iI][sS][oO]-8859-1)$/)

/** Attributes every element may carry; `style` has rules of its own (style-attribute.ts). */
const everywhere: Readonly<Record<string, ValueRule>> = {
  id: identifier,
  class: matches(/^[a-zA-Z0-9\t-\r ,\-_]+$/),
  lang: matches(/^[a-zA-Z]{2,20}$/),
  title: text,
}

const rules = new Map<string, Map<string, ValueRule>>()
function allow(elements: string, attributes: Record<string, ValueRule>): void {
  for (const element of elements.split(' ')) {
    const known = rules.get(element) ?? new Map<string, ValueRule>()
    for (const [name, rule] of Object.entries(attributes)) known.set(name, rule)
    rules.set(element, known)
  }
}

allow('p table thead tbody tfoot img td th tr colgroup col hr', { align: alignment })
allow('label', { for: identifier })
allow('font', { color: colour, face: matches(/^[\w;, -]+$/), size: number })
// What a link says of `target` and `rel` is replaced by what is safe.
allow('a', { href: link, target: anything, rel: anything, name: nameToken, nohref: anything })
allow('img', { src: embeddedImage, alt: anything })
allow('table', {
  border: number,
  cellpadding: number,
  cellspacing: number,
  bgcolor: colour,
  noresize: oneOf('noresize'),
})
allow('table td th tr', { background: backgroundUrl })
allow('td th', {
  bgcolor: colour,
  abbr: text,
  axis: nameToken,
  headers: nameToken,
  scope: oneOf('row', 'col', 'rowgroup', 'colgroup'),
  nowrap: anything,
  colspan: number,
  rowspan: number,
})
allow('table td th tr img hr', { height: length, width: length })
allow('thead tbody tfoot td th tr colgroup col', {
  valign: verticalAlignment,
  charoff: length,
  char: matches(/^.?$/su),
})
allow('colgroup col', { span: length, width: length })
allow('style', { type: (value) => value === 'text/css' })
allow('base', { target: (value) => value === '_blank' })
allow('meta', {
  'http-equiv': oneOf('content-type'),
  charset: anything,
  name: oneOf('viewport'),
  content: (value) => charsetDeclaration(value) || viewport(value),
})

/** The rule for one attribute of one element (protocol 7.8), or undefined when the attribute is not allowed there. */
export function attributeRule(element: string, attribute: string): ValueRule | undefined {
  if (Object.hasOwn(everywhere, attribute)) return everywhere[attribute]
  return rules.get(element)?.get(attribute)
}
