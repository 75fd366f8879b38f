const sides = ['top', 'bottom', 'left', 'right']
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right']
const words = (text: string): string[] => text.trim().split(/\s+/)
const prefixed = (prefix: string, endings: readonly string[]): string[] => endings.map((ending) => prefix + ending)

/** The properties allowed in style attributes and style elements (protocol 7.8); matched exactly, lower case. */
export const cssProperties: ReadonlySet<string> = new Set([
  ...words(`-moz-border-radius -moz-box-shadow -moz-outline -moz-outline-color -moz-outline-style -moz-outline-width
    -o-text-overflow -webkit-border-radius -webkit-box-shadow`),
  ...prefixed('-moz-border-radius-', ['bottomleft', 'bottomright', 'topleft', 'topright']),
  ...corners.flatMap((corner) => [
    `-webkit-border-${corner}-radius`,
    `-webkit-border-radius-${corner}`,
    `border-${corner}-radius`,
  ]),
  ...words(`azimuth cue cue-after cue-before elevation pause pause-after pause-before pitch pitch-range richness speak
    speak-header speak-numeral speak-punctuation speech-rate stress voice-family volume`),
  ...words(`background background-attachment background-color background-image background-position
    background-repeat`),
  ...words('border border-color border-style border-width border-collapse border-spacing border-radius'),
  ...sides.flatMap((side) => prefixed(`border-${side}`, ['', '-color', '-style', '-width'])),
  ...prefixed('margin', ['', ...sides.map((side) => `-${side}`)]),
  ...prefixed('padding', ['', ...sides.map((side) => `-${side}`)]),
  ...words(`box-shadow width height min-width min-height max-width max-height
    outline outline-color outline-style outline-width`),
  ...words(`color direction font font-family font-size font-stretch font-style font-variant font-weight letter-spacing
    line-height text-align text-decoration text-indent text-overflow text-shadow text-transform text-wrap unicode-bidi
    vertical-align white-space word-spacing word-wrap quotes`),
  ...words('caption-side empty-cells table-layout list-style list-style-image list-style-position list-style-type'),
  ...sides,
  ...words('page-break-before page-break-after page-break-inside'),
])

const number = '[0-9]+(?:\\.[0-9]+)?'
const flexBasis = `(?:0|auto|content|${number}(?:%|px|em|rem)?)`
const oneOf = (text: string): RegExp => new RegExp(`^(?:${words(text).join('|')})$`)
const alignments = 'flex-start flex-end center baseline stretch'

/** Properties allowed in style elements only, each with the values it may take. */
export const styleElementProperties: ReadonlyMap<string, RegExp> = new Map([
  ['clear', /^/],
  ['float', /^/],
  ['content', /^/],
  ['display', oneOf('block inline-block inline flex')],
  ['flex-direction', oneOf('row column row-reverse column-reverse')],
  ['flex-wrap', oneOf('nowrap wrap wrap-reverse')],
  ['justify-content', oneOf('flex-start flex-end center space-between space-around space-evenly')],
  ['align-items', oneOf(alignments)],
  ['align-self', oneOf(`auto ${alignments}`)],
  ['gap', /^[0-9]+(?:\.[0-9]+)?(?:%|px|em|rem)?$/],
  [
    'flex',
    new RegExp(`^(?:${number}|${flexBasis}|${number} (?:${number}|${flexBasis})|${number} ${number} ${flexBasis})$`),
  ],
])

/** The value functions any style may use. */
export const cssFunctions: ReadonlySet<string> = new Set(
  words(`image linear-gradient radial-gradient repeating-linear-gradient repeating-radial-gradient
    rect rgb rgba hsl hsla`),
)

/** Functions that only compute, allowed in style elements besides. */
export const arithmeticFunctions: ReadonlySet<string> = new Set(words('attr calc clamp counter counters max min var'))
