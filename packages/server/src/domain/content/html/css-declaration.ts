import { type CSSToken, TokenType } from '@csstools/css-tokenizer'
import { functionSchema, type ValueSchema } from './css-schema.ts'

/** What may be shown of the value of one property. */
export interface AllowedValue {
  /** Empty when nothing of it is allowed */
  css: string
  /** The parts left out, as the sender wrote them */
  dropped: string[]
}

const units: ReadonlySet<string> = new Set(
  'em ex px in cm mm pt pc ch rem vw vh vmin vmax deg rad grad turn s ms hz khz dpi dpcm dppx'.split(' '),
)
const deepest = 16
/** The HTML rules take longer addresses in `src` of an image only. */
const longestImage = 1023
const image = /^data:image\/(?:gif|jpe?g|png);base64,[A-Za-z0-9+/=]+$/
const bareName = /^-?[\p{L}_][\p{L}\p{N}_-]*$/u
const quotedName = /^[A-Za-z0-9 -]+$/

/** Keeps the parts of a value that its property allows, and writes them again. */
export function allowedValue(tokens: readonly CSSToken[], schema: ValueSchema): AllowedValue {
  const writer = new ValueWriter(schema)
  for (let at = 0; at < tokens.length; ) at += writer.take(tokens, at)
  return writer.end()
}

interface Bracket {
  /** undefined for a bracket, or a function that is left out: nothing in it is allowed */
  schema: ValueSchema | undefined
  written: boolean
}

type Reading = (writer: ValueWriter, token: CSSToken, tokens: readonly CSSToken[], at: number) => number

class ValueWriter {
  static readonly #blank: Reading = () => 1
  static readonly #bracket: Reading = (writer, token) => writer.#open(token, undefined)
  static readonly #closing: Reading = (writer, token) => writer.#close(token)
  static readonly #readings: ReadonlyMap<TokenType, Reading> = new Map<TokenType, Reading>([
    [TokenType.Whitespace, ValueWriter.#blank],
    [TokenType.Comment, ValueWriter.#blank],
    [TokenType.CDO, ValueWriter.#blank],
    [TokenType.CDC, ValueWriter.#blank],
    [TokenType.EOF, ValueWriter.#blank],
    [TokenType.OpenParen, ValueWriter.#bracket],
    [TokenType.OpenSquare, ValueWriter.#bracket],
    [TokenType.OpenCurly, ValueWriter.#bracket],
    [TokenType.CloseParen, ValueWriter.#closing],
    [TokenType.CloseSquare, ValueWriter.#closing],
    [TokenType.CloseCurly, ValueWriter.#closing],
    [TokenType.Function, (writer, token, tokens, at) => writer.#function(token, tokens, at)],
    [TokenType.Ident, (writer, token) => writer.#name(token, textIn(token))],
    [TokenType.Comma, (writer, token) => writer.#separator(token, ',')],
    [TokenType.Delim, (writer, token, tokens, at) => writer.#delimiter(token, tokens, at)],
    [TokenType.Number, (writer, token, tokens, at) => writer.#number(token, tokens, at)],
    [TokenType.Percentage, (writer, token) => writer.#quantity(token, '%')],
    [TokenType.Dimension, (writer, token) => writer.#dimension(token)],
    [TokenType.Hash, (writer, token) => writer.#hash(token)],
    [TokenType.URL, (writer, token) => writer.#image(token)],
    [TokenType.String, (writer, token) => writer.#string(token)],
  ])
  #schemas: Bracket[]
  #parts: string[] = []
  #meaning = false
  #dropped: string[] = []

  constructor(schema: ValueSchema) {
    this.#schemas = [{ schema, written: false }]
  }

  /** Reads one part of the value and returns of how many tokens it consists. */
  take(tokens: readonly CSSToken[], at: number): number {
    const token = tokens[at] as CSSToken
    const reading = ValueWriter.#readings.get(token[0])
    return reading === undefined ? this.#write(token, false) : reading(this, token, tokens, at)
  }

  end(): AllowedValue {
    for (const { written } of this.#schemas) if (written) this.#parts.push(')')
    return { css: this.#meaning ? this.#parts.join('') : '', dropped: this.#dropped }
  }

  get #schema(): ValueSchema | undefined {
    return this.#schemas.at(-1)?.schema
  }

  #open(token: CSSToken, name: string | undefined): 1 {
    const around = this.#schema
    // Brackets that are no function are left out, and what is in them is judged as if they were not there.
    if (name === undefined) {
      this.#dropped.push(token[1])
      this.#schemas.push({ schema: around, written: false })
      return 1
    }
    const inner = around === undefined ? undefined : functionSchema(name.toLowerCase(), around)
    const schema = this.#schemas.length > deepest ? undefined : inner
    this.#schemas.push({ schema, written: schema !== undefined })
    return this.#write(token, schema !== undefined && `${name.toLowerCase()}(`)
  }

  #close(token: CSSToken): 1 {
    if (this.#schemas.length === 1) return this.#write(token, false)
    const written = this.#schemas.pop()?.written === true
    if (written) this.#parts.push(')')
    else this.#dropped.push(token[1])
    return 1
  }

  #function(token: CSSToken, tokens: readonly CSSToken[], at: number): number {
    return textIn(token).toLowerCase() === 'url' ? this.#quotedUrl(tokens, at) : this.#open(token, textIn(token))
  }

  #number(token: CSSToken, tokens: readonly CSSToken[], at: number): number {
    const [next, after] = [tokens[at + 1], tokens[at + 2]]
    // Blanks between a number and its unit are a fault that the HTML rules mend.
    if (next?.[0] === TokenType.Whitespace && after?.[0] === TokenType.Ident) {
      const unit = textIn(after).toLowerCase()
      if (units.has(unit)) return this.#quantity(token, unit) + 2
    }
    return this.#quantity(token, '')
  }

  /** What an escape hides behind a unit, for old browsers, is left out. */
  #dimension(token: CSSToken): 1 {
    const written = token[1].replace(/^[\d.+-]*(?:e[+-]?\d+)?/i, '')
    const [unit = '', ...hidden] = written.split('\\')
    if (hidden.length === 0) return this.#quantity(token, unit.toLowerCase())
    if (!units.has(unit.toLowerCase())) return this.#write(token, false)
    this.#dropped.push(written.slice(unit.length))
    return this.#quantity(token, unit.toLowerCase())
  }

  #quantity(token: CSSToken, unit: string): 1 {
    const value = numberIn(token)
    const number = String(value)
    const schema = this.#schema
    const isWord = unit === '' && schema?.words.has(number) === true
    const isUnit = unit === '' || unit === '%' || units.has(unit)
    const isSize = isUnit && (value < 0 ? schema?.negative : schema?.quantities) === true
    return this.#write(token, (isWord || isSize) && Number.isFinite(value) && `${number}${unit}`)
  }

  #delimiter(token: CSSToken, tokens: readonly CSSToken[], at: number): number {
    return token[1] === '!' ? this.#important(tokens, at) : this.#separator(token, token[1])
  }

  #important(tokens: readonly CSSToken[], at: number): number {
    const word = afterBlanks(tokens, at + 1)
    const next = tokens[word]
    const isImportant = next?.[0] === TokenType.Ident && textIn(next).toLowerCase() === 'important'
    if (!isImportant) return this.#write(tokens[at] as CSSToken, false)
    if (this.#meaning && this.#schemas.length === 1) this.#append('!important')
    else this.#dropped.push('!important')
    return word - at + 1
  }

  #separator(token: CSSToken, separator: string): 1 {
    if (this.#schema?.words.has(separator) !== true) return this.#write(token, false)
    this.#append(separator)
    return 1
  }

  #name(token: CSSToken, name: string): 1 {
    // An escape makes a name of anything, such as a comma.
    if (!bareName.test(name)) return this.#write(token, false)
    const word = name.toLowerCase()
    if (this.#schema?.words.has(word) === true) return this.#write(token, word)
    return this.#write(token, this.#schema?.names === true && name)
  }

  #hash(token: CSSToken): 1 {
    const digits = textIn(token).toLowerCase()
    const isColour = /^(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(digits)
    return this.#write(token, this.#schema?.hexColours === true && isColour && `#${digits}`)
  }

  #string(token: CSSToken): 1 {
    const text = textIn(token)
    return this.#schema?.names === true ? this.#write(token, quotedName.test(text) && `'${text}'`) : this.#image(token)
  }

  #image(token: CSSToken): 1 {
    const address = textIn(token).replaceAll(/[\t\n\f\r ]/g, '')
    const isAllowed = this.#schema?.images === true && address.length <= longestImage && image.test(address)
    return this.#write(token, isAllowed && `url('${address}')`)
  }

  /** `url("…")`: a function with one string in it. */
  #quotedUrl(tokens: readonly CSSToken[], at: number): number {
    const text = afterBlanks(tokens, at + 1)
    const end = afterBlanks(tokens, text + 1)
    const isQuoted = tokens[text]?.[0] === TokenType.String
    const isClosed = tokens[end]?.[0] === TokenType.CloseParen || tokens[end]?.[0] === TokenType.EOF
    if (!isQuoted || !isClosed) return this.#open(tokens[at] as CSSToken, 'url')
    this.#image(tokens[text] as CSSToken)
    return end - at + 1
  }

  /** Writes a part that means something, or notes that it was left out. */
  #write(token: CSSToken, css: string | false): 1 {
    if (css === false) this.#dropped.push(token[1])
    else {
      this.#append(css)
      this.#meaning ||= !css.endsWith('(')
    }
    return 1
  }

  #append(css: string): void {
    const last = this.#parts.at(-1)
    if (last !== undefined && !last.endsWith('(') && css !== ',') this.#parts.push(' ')
    this.#parts.push(css)
  }
}

function textIn(token: CSSToken): string {
  const data = token[4]
  return data !== undefined && 'value' in data && typeof data.value === 'string' ? data.value : ''
}

function numberIn(token: CSSToken): number {
  const data = token[4]
  return data !== undefined && 'value' in data && typeof data.value === 'number' ? data.value : Number.NaN
}

function afterBlanks(tokens: readonly CSSToken[], start: number): number {
  let at = start
  while (tokens[at]?.[0] === TokenType.Whitespace || tokens[at]?.[0] === TokenType.Comment) at++
  return at
}
