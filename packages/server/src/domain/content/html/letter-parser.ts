import { type DefaultTreeAdapterMap, Parser, type ParserError, type Token } from 'parse5'
import { hasHtmlDoctype } from './doctype.ts'
import { allowedElements } from './elements.ts'
import { judgeAttribute } from './judge-attribute.ts'
import { type Remark, TooManyFaults } from './remark.ts'

type Location = { startLine: number; startCol: number }

// Browsers nest no deeper than 512 either.
const maxDepth = 512
const maxElements = 50_000
const maxFaults = 5
const maxChanges = 100

/** Places where browsers lose words that the sender wrote. */
const lostWords: ReadonlyMap<string, string> = new Map([
  ['eof-in-comment', 'a comment that is not closed: nothing behind it is shown'],
  ['cdata-in-html-content', 'a CDATA section, which HTML does not have, is not shown'],
  ['duplicate-attribute', 'an attribute that its element has already is left out'],
])
const brokenTags: ReadonlyMap<string, string> = new Map([
  ['eof-in-tag', 'the letter ends within a tag'],
  ['unexpected-solidus-in-tag', 'a / within a tag'],
])
/** Elements that show nothing, or what is meant for no letter, when they have no attribute. */
const needsAttributes: ReadonlySet<string> = new Set(['font', 'img'])
/** Attributes that mean the same with and without a value. */
const switches: ReadonlySet<string> = new Set(['nowrap', 'nohref', 'noresize'])

/**
 * The HTML standard's parser, which also judges each start tag as it is read, and leaves of its attributes what may be
 * shown: the tree alone would not show tags that the standard drops, nor where in the letter a fault is. Bounds on
 * depth and number of elements keep the parser's quadratic corners (misnested formatting, scope look-ups) out of reach.
 */
export class LetterParser extends Parser<DefaultTreeAdapterMap> {
  /** Each of them refuses the letter. */
  readonly faults: Remark[] = []
  /** What is shown otherwise than it was written, or not at all; the first hundred. */
  readonly changes: Remark[] = []
  readonly #html: string
  #depth = 0
  #elements = 0

  constructor(html: string) {
    super({ sourceCodeLocationInfo: true, scriptingEnabled: false })
    this.#html = html
    this.onParseError = (error) => this.#parseError(error)
  }

  /** Reads the whole letter; what was found is in `faults` and `changes` afterwards. */
  read(): DefaultTreeAdapterMap['document'] {
    try {
      this.tokenizer.write(this.#html, true)
    } catch (error) {
      if (!(error instanceof TooManyFaults)) throw error
    }
    return this.document
  }

  override onDoctype(token: Token.DoctypeToken): void {
    // Behind the first tag it does nothing in browsers either.
    const isRead = !this.document.childNodes.some((node) => node.nodeName === 'html')
    if (isRead && !hasHtmlDoctype(this.#html))
      this.#change('the document type is left out: only <!doctype html> at the start is kept', token.location)
    super.onDoctype(token)
  }

  override onStartTag(token: Token.TagToken): void {
    if (!allowedElements.has(token.tagName)) this.#fault(`element <${token.tagName.slice(0, 40)}>`, token.location)
    else if (token.attrs.length === 0 && needsAttributes.has(token.tagName)) {
      this.#fault(`element <${token.tagName}> without attributes`, token.location)
    } else token.attrs = token.attrs.filter((attribute) => this.#judge(token, attribute))
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

  /** Writes into the attribute what may be shown; false when it may not be shown at all. */
  #judge(token: Token.TagToken, attribute: Token.Attribute): boolean {
    const { name } = attribute
    const place = token.location?.attrs?.[name] ?? token.location
    const isNamed = this.#hasNoValue(token, name)
    const { fault, shown, changes } = judgeAttribute(token, name, isNamed ? name : attribute.value)
    if (fault !== undefined) this.#fault(fault, place)
    if (isNamed && !switches.has(name)) {
      this.#change(`attribute ${name} of <${token.tagName}> without a value gets the value "${name}"`, place)
    }
    for (const change of changes) this.#change(change, place)
    attribute.value = shown ?? ''
    return shown !== undefined
  }

  /** An attribute without a value counts as one that has its name as value. */
  #hasNoValue(token: Token.TagToken, name: string): boolean {
    const place = token.location?.attrs?.[name]
    return place !== undefined && !this.#html.slice(place.startOffset, place.endOffset).includes('=')
  }

  #parseError({ code, startLine, startCol }: ParserError): void {
    const lost = lostWords.get(code)
    if (lost !== undefined) this.#change(lost, { startLine, startCol })
    const broken = brokenTags.get(code)
    if (broken !== undefined) this.#fault(broken, { startLine, startCol })
  }

  #change(what: string, location: Location | null): void {
    if (this.changes.length < maxChanges) this.changes.push(remark(what, location))
  }

  #fault(what: string, location: Location | null): void {
    this.faults.push(remark(what, location))
    if (this.faults.length >= maxFaults) throw new TooManyFaults()
  }

  #stop(what: string): never {
    this.faults.push({ what, line: this.tokenizer.preprocessor.line, column: this.tokenizer.preprocessor.col })
    throw new TooManyFaults()
  }
}

function remark(what: string, location: Location | null): Remark {
  return { what, line: location?.startLine ?? 1, column: location?.startCol ?? 1 }
}
