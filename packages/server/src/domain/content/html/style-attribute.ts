import { type CSSToken, TokenType, tokenize } from '@csstools/css-tokenizer'
import { type AllowedValue, allowedValue } from './css-declaration.ts'
import { propertySchema } from './css-schema.ts'

/** What may be shown of a style attribute. */
export interface CleanStyle {
  /** The allowed declarations, written again from tokens; empty when nothing of the style is allowed */
  css: string
  /** What was left out, in the sender's words, for messages */
  dropped: string[]
}

/** No style that a person or program writes for one element is longer; each takes memory while it is read. */
const longestStyle = 50_000
const tooLong: CleanStyle = { css: '', dropped: [`more than ${longestStyle} characters`] }

/**
 * Keeps of a style attribute what is allowed (protocol 7.8): a declaration, or a word of a value, that is not allowed
 * is left out, as the HTML rules do where something allowed is beside it. What is returned is written from tokens,
 * never copied, so nothing in it can end the rule that it is put into.
 */
export function cleanStyle(style: string): CleanStyle {
  if (style.length > longestStyle) return tooLong
  const kept: string[] = []
  const dropped: string[] = []
  for (const declaration of declarations(tokenize({ css: style }))) {
    const value = valueOf(declaration)
    if (value === undefined || value.css === '') {
      dropped.push(written(declaration.tokens))
      continue
    }
    kept.push(`${declaration.property}:${value.css}`)
    if (value.dropped.length > 0) dropped.push(`${value.dropped.join(' ')} of ${declaration.property}`)
  }
  const css = kept.join(';')
  // Written again it may be longer, and must still be judged as itself.
  return css.length > longestStyle ? tooLong : { css, dropped }
}

interface Declaration {
  /** Lower case; undefined when the tokens are no declaration */
  property: string | undefined
  value: CSSToken[]
  /** All of it, for messages */
  tokens: CSSToken[]
}

function valueOf({ property, value }: Declaration): AllowedValue | undefined {
  const schema = property === undefined ? undefined : propertySchema(property)
  return schema === undefined ? undefined : allowedValue(value, schema)
}

const openings: ReadonlySet<string> = new Set([
  TokenType.Function,
  TokenType.OpenParen,
  TokenType.OpenSquare,
  TokenType.OpenCurly,
])
const closings: ReadonlySet<string> = new Set([TokenType.CloseParen, TokenType.CloseSquare, TokenType.CloseCurly])
const blanks: ReadonlySet<string> = new Set([
  TokenType.Whitespace,
  TokenType.Comment,
  TokenType.CDO,
  TokenType.CDC,
  TokenType.EOF,
])

function isBlank([type]: CSSToken): boolean {
  return blanks.has(type)
}

/** Cuts a style into its declarations, and into what is none. */
function* declarations(tokens: CSSToken[]): Generator<Declaration> {
  let at = 0
  while (at < tokens.length) {
    const token = tokens[at] as CSSToken
    if (isBlank(token) || token[0] === TokenType.Semicolon) at++
    else {
      const colon = colonAfter(tokens, at)
      const end = colon < 0 ? endOfFault(tokens, at) : endOfValue(tokens, colon + 1)
      yield {
        property: colon < 0 || token[0] !== TokenType.Ident ? undefined : token[4].value.toLowerCase(),
        value: colon < 0 ? [] : tokens.slice(colon + 1, end),
        tokens: tokens.slice(at, end),
      }
      at = end
    }
  }
}

/** The index of the colon of a declaration that begins here, or -1 when it is none. */
function colonAfter(tokens: CSSToken[], start: number): number {
  if (tokens[start]?.[0] !== TokenType.Ident) return -1
  let at = start + 1
  while (tokens[at] !== undefined && isBlank(tokens[at] as CSSToken)) at++
  return tokens[at]?.[0] === TokenType.Colon ? at : -1
}

/** A value ends at the first semicolon that is not in a function. */
function endOfValue(tokens: CSSToken[], start: number): number {
  const open: boolean[] = []
  let inFunctions = 0
  for (let at = start; at < tokens.length; at++) {
    const [type] = tokens[at] as CSSToken
    if (type === TokenType.Semicolon && inFunctions === 0) return at
    if (openings.has(type)) {
      open.push(type === TokenType.Function)
      if (type === TokenType.Function) inFunctions++
    } else if (closings.has(type) && open.pop() === true) inFunctions--
  }
  return tokens.length
}

/** What is no declaration ends at a semicolon, or with the bracket that it opened. */
function endOfFault(tokens: CSSToken[], start: number): number {
  let depth = 0
  for (let at = start; at < tokens.length; at++) {
    const [type] = tokens[at] as CSSToken
    if (type === TokenType.Semicolon) return at
    if (openings.has(type)) depth++
    else if (closings.has(type) && --depth <= 0) return at + 1
  }
  return tokens.length
}

function written(tokens: CSSToken[]): string {
  return tokens
    .map(([, text]) => text)
    .join('')
    .trim()
}
