import { arithmeticFunctions, cssFunctions, cssProperties, styleElementProperties } from './css-properties.ts'
import { forbiddenWord, resolveEscapes, valueShape } from './css-value.ts'

const selectorCharacters = /^[\w.#\-:,[\]\s]+$/
const valueCharacters = /^[\w\s.,%#\-:"'()!\\]*$/

/** What is wrong with the text of a `style` element (protocol 7.8), or undefined when all of it is allowed. */
export function styleElementFault(css: string): string | undefined {
  const word = forbiddenWord(css)
  if (word !== undefined) return `"${word}" is not allowed in CSS`
  let at = 0
  while (hasMore(css, at)) {
    const opening = css.indexOf('{', at)
    const closing = css.indexOf('}', at)
    if (opening < 0 || closing < opening)
      return `"${excerpt(css.slice(at, at + 80))}" is not a rule of the form selector { property: value; }`
    const fault = selectorFault(css.slice(at, opening)) ?? blockFault(css.slice(opening + 1, closing))
    if (fault !== undefined) return fault
    at = closing + 1
  }
  return undefined
}

// A sticky search instead of trimming the rest each time: the text may be megabytes of short rules.
function hasMore(css: string, at: number): boolean {
  const ink = /\S/g
  ink.lastIndex = at
  return ink.test(css)
}

function selectorFault(selector: string): string | undefined {
  const plain = selector.trim()
  if (plain === '' || !selectorCharacters.test(plain)) {
    return `selector "${excerpt(plain)}" is not allowed: letters, digits, white space and _ . # - : , [ ] only`
  }
  return /^(?:[^[\]]|\[[^[\]]*\])*$/.test(plain)
    ? undefined
    : `selector "${excerpt(plain)}" has a bracket without its partner`
}

function blockFault(block: string): string | undefined {
  const declarations = block.split(';')
  const rest = declarations.pop()?.trim()
  if (declarations.length === 0 && rest === '') return 'a rule without declarations is not allowed'
  if (rest !== '') return `"${excerpt(rest ?? '')}" must end with ;`
  for (const declaration of declarations) {
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
  const own = styleElementProperties.get(property)
  if (own === undefined && !cssProperties.has(property)) return `CSS property "${excerpt(property)}" is not allowed`
  if (value === '' || !valueCharacters.test(value)) {
    return `the value of CSS property "${property}" is empty or has a character that is not allowed`
  }
  if (own !== undefined && !own.test(value)) return `"${excerpt(value)}" is not allowed for CSS property "${property}"`
  const resolved = resolveEscapes(value)
  if (resolved === undefined || forbiddenWord(resolved) !== undefined) {
    return `the value of CSS property "${property}" hides something behind an escape`
  }
  const { fault, functions } = valueShape(value)
  if (fault !== undefined) return `the value of CSS property "${property}" has ${fault}`
  // Functions such as image-set() fetch what they name.
  const stranger = functions.find((name) => name !== '' && !cssFunctions.has(name) && !arithmeticFunctions.has(name))
  return stranger === undefined ? undefined : `CSS function "${excerpt(stranger)}()" is not allowed`
}

function excerpt(text: string): string {
  return text.trim().slice(0, 40)
}
