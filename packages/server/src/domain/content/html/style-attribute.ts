import { cssFunctions, cssProperties } from './css-properties.ts'
import { forbiddenWord, resolveEscapes, valueShape } from './css-value.ts'

// `/` separates sizes in `font`, `background` and `border-radius`; a value never needs more.
const valueCharacters = /^[\w\s.,%#\-:"'()!\\/]*$/

/** What is wrong with the value of a `style` attribute (protocol 7.8), or undefined when all of it is allowed. */
export function styleAttributeFault(css: string): string | undefined {
  const word = forbiddenWord(css)
  if (word !== undefined) return `"${word}" is not allowed in CSS`
  for (const declaration of css.split(';')) {
    if (declaration.trim() === '') continue
    const fault = declarationFault(declaration)
    if (fault !== undefined) return fault
  }
  return undefined
}

function declarationFault(declaration: string): string | undefined {
  const colon = declaration.indexOf(':')
  if (colon < 0) return `"${excerpt(declaration)}" is not a CSS declaration`
  const property = declaration.slice(0, colon).trim()
  const value = declaration.slice(colon + 1).trim()
  if (!cssProperties.has(property.toLowerCase())) return `CSS property "${excerpt(property)}" is not allowed here`
  if (value === '') return `CSS property "${property}" has no value`
  if (!valueCharacters.test(value)) return `the value of CSS property "${property}" has a character that is not allowed`
  const resolved = resolveEscapes(value)
  if (resolved === undefined || forbiddenWord(resolved) !== undefined) {
    return `the value of CSS property "${property}" hides something behind an escape`
  }
  const shape = valueShape(value)
  if (shape.fault !== undefined) return `the value of CSS property "${property}" has ${shape.fault}`
  const stranger = shape.functions.find((name) => name !== '' && !cssFunctions.has(name))
  return stranger === undefined ? undefined : `CSS function "${excerpt(stranger)}()" is not allowed`
}

function excerpt(text: string): string {
  return text.trim().slice(0, 40)
}
