import { type DefaultTreeAdapterMap, Parser, type Token } from 'parse5'
import { attributeRule } from './attributes.ts'
import { allowedElements } from './elements.ts'
import { styleAttributeFault } from './style-attribute.ts'
import { TooManyViolations, type Violation } from './violation.ts'

type Location = { startLine: number; startCol: number }

const maxDepth = 200
const maxElements = 50_000
const maxReported = 5

/**
 * The HTML standard's parser, which also judges each start tag as it is read: the tree alone would not show tags that
 * the standard drops, nor where in the letter a fault is. Bounds on depth and number of elements keep the parser's
 * quadratic corners (misnested formatting, scope look-ups) out of reach.
 */
export class LetterParser extends Parser<DefaultTreeAdapterMap> {
  readonly violations: Violation[] = []
  #depth = 0
  #elements = 0

  constructor() {
    super({ sourceCodeLocationInfo: true, scriptingEnabled: false })
  }

  /** Reads a whole letter; faults are in `violations` afterwards. */
  read(html: string): DefaultTreeAdapterMap['document'] {
    try {
      this.tokenizer.write(html, true)
    } catch (error) {
      if (!(error instanceof TooManyViolations)) throw error
    }
    return this.document
  }

  override onStartTag(token: Token.TagToken): void {
    if (!allowedElements.has(token.tagName)) this.#report(`element <${token.tagName.slice(0, 40)}>`, token.location)
    else for (const attribute of token.attrs) this.#judge(token, attribute)
    super.onStartTag(token)
  }

  override onItemPush(node: DefaultTreeAdapterMap['parentNode'], tid: number, isTop: boolean): void {
    this.#depth++
    this.#elements++
    if (this.#depth > maxDepth) this.#stop(`elements nested deeper than ${maxDepth}`)
    if (this.#elements > maxElements) this.#stop(`more than ${maxElements} elements`)
    super.onItemPush(node, tid, isTop)
  }

  override onItemPop(node: DefaultTreeAdapterMap['parentNode'], isTop: boolean): void {
    this.#depth--
    super.onItemPop(node, isTop)
  }

  #judge(token: Token.TagToken, { name, value }: Token.Attribute): void {
    const location = token.location?.attrs?.[name] ?? token.location
    const label = `attribute ${name.slice(0, 40)} of <${token.tagName}>`
    if (name === 'style') {
      const fault = styleAttributeFault(value)
      if (fault !== undefined) this.#report(`${label}: ${fault}`, location)
      return
    }
    const rule = attributeRule(token.tagName, name)
    if (rule === undefined) this.#report(label, location)
    else if (!rule(value)) this.#report(`${label} with the value "${value.slice(0, 60)}"`, location)
  }

  #report(what: string, location: Location | null): void {
    this.violations.push({ what, line: location?.startLine ?? 1, column: location?.startCol ?? 1 })
    if (this.violations.length >= maxReported) throw new TooManyViolations()
  }

  #stop(what: string): never {
    this.violations.push({ what, line: this.tokenizer.preprocessor.line, column: this.tokenizer.preprocessor.col })
    throw new TooManyViolations()
  }
}
