import { trimSpace } from './ascii-space.ts'
import { cssFunctions, cssProperties } from './css-schema.ts'
import { forbiddenWord, resolveEscapes, valueShape } from './css-value.ts'
import { arithmeticFunctions, styleElementProperties } from './style-element-properties.ts'

// White space is that of ASCII: what else JavaScript takes for it, browsers read as a name.
const selectorCharacters = /^[\w.#\-:,[\]\t-\r ]+$/
const valueCharacters = /^[\w\t-\r .,%#\-:"'()!\\]*$/

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
  const ink = /[^\t-\r ]/g
  ink.lastIndex = at
  return ink.test(css)
}

function selectorFault(selector: string): string | undefined {
  const plain = trimSpace(selector)
  if (plain === '' || !selectorCharacters.test(plain)) {
    return `selector "${excerpt(plain)}" is not allowed: letters, digits, white space and _ . # - : , [ ] only`
  }
  return /^(?:[^[\]]|\[[^[\]]*\])*$/.test(plain)
    ? undefined
    : `selector "${excerpt(plain)}" has a bracket without its partner`
}

/** At least one declaration ends with a semicolon; the last of several may go without. */
function blockFault(block: string): string | undefined {
  const declarations = block.split(';').map(trimSpace)
  const last = declarations.pop() ?? ''
  const faults = declarations.filter((declaration) => declaration !== '').map(declarationFault)
  if (faults.length === 0) {
    return last === '' ? emptyBlockFault(block) : `"${excerpt(last)}" must end with ;`
  }
  return faults.find((fault) => fault !== undefined) ?? (last === '' ? undefined : declarationFault(last))
}

function emptyBlockFault(block: string): string | undefined {
  return /^[\t-\r ]+$/.test(block) ? undefined : 'a rule without declarations is not allowed'
}

function declarationFault(declaration: string): string | undefined {
  const colon = declaration.indexOf(':')
  if (colon < 0) return `"${excerpt(declaration)}" is not a CSS declaration`
  const property = trimSpace(declaration.slice(0, colon))
  const value = trimSpace(declaration.slice(colon + 1))
  const own = styleElementProperties.get(property)
  if (own === undefined && !cssProperties.has(property)) return `CSS property "${excerpt(property)}" is not allowed`
  if (!valueCharacters.test(value)) return `the value of CSS property "${property}" has a character that is not allowed`
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
