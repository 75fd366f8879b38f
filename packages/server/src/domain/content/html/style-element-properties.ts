const words = (text: string): string[] => text.trim().split(/\s+/)

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

/** Functions that only compute, allowed in style elements besides. */
export const arithmeticFunctions: ReadonlySet<string> = new Set(words('attr calc clamp counter counters max min var'))
