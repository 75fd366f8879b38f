import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import type { MailError } from '../mail-error.ts'
import { existsIn, namespaces, type Version, versionOfNamespace } from '../versions.ts'
import { type BoundType, bindType } from './bound-type.ts'
import type { AnyElement, ComplexType } from './complex-types.ts'
import { stepInto } from './content-step.ts'
import { type Frame, openFrame, pathOf } from './frame.ts'
import { maxAttributes, maxDepth } from './limits.ts'
import { documentText } from './prolog.ts'
import { schemaError, shownName } from './schema-error.ts'
import type { SimpleType } from './simple-types.ts'
import { readSimple } from './simple-values.ts'
import { instanceNamespace, substituteType } from './type-substitution.ts'
import type { ValueOf } from './values.ts'

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
const notSpace = /[^ \t\n\r]/
/** Attributes of XML Schema that say nothing about the value. */
const hints = new Set(['schemaLocation', 'noNamespaceSchemaLocation'])

/** Says which type the root element has, or throws. */
export type RootRule = (namespace: string, name: string, fail: (rule: string) => never) => BoundType

/** What to do with elements and attributes that the schema does not know. */
export interface ReadOptions {
  /**
   * `refuse`, as the schema says, for requests; `skip` for answers, which may come from a server that knows more than
   * we do, as the official clients do (protocol 3.22).
   */
  readonly unknown?: 'refuse' | 'skip'
}

/** Reads one document; used once. */
class Reading {
  readonly parser = new SaxesParser({ xmlns: true })
  readonly frames: Frame[] = []
  readonly rootRule: RootRule
  readonly skipsUnknown: boolean
  /** How many elements are open of which the outermost is unknown. */
  skipped = 0
  readonly fail = (rule: string): never => {
    throw this.error(rule)
  }
  attributes = 0
  /** Set while an attribute is checked. */
  attribute = ''
  root: { value: unknown; bound: BoundType } | undefined

  constructor(rootRule: RootRule, options: ReadOptions) {
    this.rootRule = rootRule
    this.skipsUnknown = options.unknown === 'skip'
    // No more than six: with seven, V8 turns the parser into a slow dictionary, and reading takes three times as long.
    this.parser.on('error', (cause) => {
      // The parser's message begins with line and column, which are said already, and may end with content: for that
      // reason it does not go along as the cause either, which would be logged.
      const rule = cause.message.replace(/^(\d+:\d+: )?/, '').replace(/[:.].*$/s, '')
      throw this.error(`it is not well-formed XML, ${rule}`)
    })
    this.parser.on('attribute', () => {
      this.attributes++
      if (this.attributes > maxAttributes) this.fail(`an element may have at most ${maxAttributes} attributes`)
    })
    this.parser.on('opentag', (tag) => this.open(tag))
    this.parser.on('closetag', () => this.close())
    this.parser.on('text', (text) => this.text(text))
    this.parser.on('cdata', (text) => this.text(text, true))
  }

  error(rule: string): MailError {
    const path = pathOf(this.frames) + (this.attribute === '' ? '' : `/@${shownName(this.attribute)}`)
    return schemaError(rule, { path, line: this.parser.line, column: this.parser.columnIndex + 1 })
  }

  open(tag: SaxesTagNS): void {
    this.attributes = 0
    if (this.frames.length + this.skipped >= maxDepth) this.fail(`elements are nested deeper than ${maxDepth} levels`)
    const parent = this.frames.at(-1)
    if (this.skipped > 0 || (this.skipsUnknown && parent !== undefined && !isKnown(parent, tag))) {
      this.skipped++
      return
    }
    const { field, index, type } = parent === undefined ? this.openRoot(tag) : this.openChild(parent, tag)
    const actual = this.actualType(tag, type)
    const frame = openFrame(tag.local, index, field, actual)
    this.frames.push(frame)
    if (actual !== type && 'machine' in actual) frame.value.type = actual.type.name
    this.readAttributes(frame, tag)
  }

  openRoot(tag: SaxesTagNS) {
    if ((this.parser.xmlDecl.version ?? '1.0') !== '1.0') this.fail('the version of XML must be 1.0')
    return { field: undefined, index: 0, type: this.rootRule(tag.uri, tag.local, this.fail) }
  }

  openChild(parent: Frame, tag: SaxesTagNS) {
    if (parent.bound === undefined)
      return this.fail(`unexpected element <${shownName(tag.local)}>, only text may stand here`)
    const place = stepInto(parent, parent.bound, tag, this.fail)
    const { field } = place
    const type = field.type.kind === 'simple' ? field.type : bindType(field.type, parent.bound.childEdition)
    return { field, index: field.max > 1 ? parent.count : 0, type }
  }

  /** The type that xsi:type names, or the declared one. */
  actualType(tag: SaxesTagNS, declared: BoundType | SimpleType): BoundType | SimpleType {
    let named: SaxesAttributeNS | undefined
    for (const name in tag.attributes) {
      const attribute = tag.attributes[name]
      if (attribute?.uri === instanceNamespace && attribute.local === 'type') named = attribute
    }
    const parent = this.frames.at(-1)
    return substituteType(declared, named?.value, parent?.bound?.childEdition, this.parser, this.fail)
  }

  readAttributes(frame: Frame, tag: SaxesTagNS): void {
    for (const name in tag.attributes) {
      const attribute = tag.attributes[name]
      if (attribute === undefined || attribute.uri === xmlnsNamespace) continue
      this.attribute = attribute.name
      if (attribute.uri === instanceNamespace) this.checkInstanceAttribute(attribute)
      else this.readAttribute(frame, attribute)
    }
    this.attribute = ''
    for (const required of frame.bound?.requiredAttributes ?? []) {
      if (tag.attributes[required] === undefined) this.fail(`the attribute ${required} is missing`)
    }
  }

  checkInstanceAttribute(attribute: SaxesAttributeNS): void {
    if (attribute.local === 'nil') this.fail('no element may be nil')
    if (attribute.local !== 'type' && !hints.has(attribute.local)) this.fail('unknown attribute')
  }

  readAttribute(frame: Frame, attribute: SaxesAttributeNS): void {
    const field = attribute.uri === '' ? frame.bound?.attributes.get(attribute.local) : undefined
    if (field === undefined && this.skipsUnknown) return
    if (field === undefined || frame.bound === undefined || field.type.kind !== 'simple') {
      return this.fail('unknown attribute')
    }
    frame.value[field.property] = readSimple(field.type, frame.bound.edition, attribute.value, this.fail)
  }

  text(text: string, cdata = false): void {
    const frame = this.frames.at(-1)
    if (frame === undefined || this.skipped > 0) return
    if (frame.simple !== undefined) {
      frame.text += text
      frame.hasText ||= cdata || text !== ''
      return
    }
    if (frame.bound?.empty === true || notSpace.test(text) || cdata) this.fail('text may not stand here')
  }

  close(): void {
    if (this.skipped > 0) {
      this.skipped--
      return
    }
    const frame = this.frames.at(-1)
    if (frame === undefined) return
    const value = frame.bound === undefined ? this.simpleValue(frame) : this.complexValue(frame, frame.bound)
    this.frames.pop()
    const parent = this.frames.at(-1)
    if (parent === undefined) this.root = { value, bound: frame.bound as BoundType }
    else this.assign(parent, frame, value)
  }

  simpleValue(frame: Frame): unknown {
    const edition = this.frames.at(-2)?.bound?.childEdition
    if (frame.simple === undefined || edition === undefined) return this.fail('unexpected element')
    const standIn = frame.hasText ? undefined : frame.field?.default
    return readSimple(frame.simple, edition, standIn ?? frame.text, this.fail)
  }

  complexValue(frame: Frame, bound: BoundType): unknown {
    if (bound.text !== undefined) frame.value.value = readSimple(bound.text, bound.edition, frame.text, this.fail)
    const { place } = frame
    const { first, mayBeEmpty } = bound.machine
    if (place === undefined ? !mayBeEmpty : !place.last || frame.count < place.field.min) {
      const expected =
        place === undefined ? first.keys() : frame.count < place.field.min ? [place.field.name] : place.next.keys()
      this.fail(`incomplete, expected ${[...expected].map((name) => `<${name}>`).join(' or ')}`)
    }
    return frame.value
  }

  assign(parent: Frame, frame: Frame, value: unknown): void {
    const { field } = frame
    if (field === undefined) return
    if (parent.bound?.type.wildcard !== undefined) {
      parent.value.name = field.name
      parent.value.value = value
    } else if (field.repeated) {
      const list = parent.value[field.property]
      if (Array.isArray(list)) list.push(value)
      else parent.value[field.property] = [value]
    } else parent.value[field.property] = value
  }
}

/** Whether the schema knows an element of this name here, in whatever order. */
const isKnown = ({ bound }: Frame, tag: SaxesTagNS): boolean =>
  bound !== undefined &&
  tag.uri === namespaces[bound.childEdition] &&
  bound.children.some((child) => child.name === tag.local)

/** Reads a document whose root element the rule knows. */
export function readWith(
  rootRule: RootRule,
  text: string,
  options: ReadOptions = {},
): { value: unknown; bound: BoundType } {
  const reading = new Reading(rootRule, options)
  reading.parser.write(text).close()
  return reading.root ?? reading.fail('the document is empty')
}

const rootRuleFor =
  (element: AnyElement): RootRule =>
  (namespace, name, fail) => {
    const version = versionOfNamespace(namespace)
    if (version === undefined)
      return fail(`unknown namespace, expected one of ${Object.values(namespaces).slice(0, 3).join(', ')}`)
    if (name !== element.element) return fail(`expected the root element <${element.element}>`)
    if (!existsIn(version, element)) return fail(`<${name}> does not exist in ${version}`)
    return bindType(element as ComplexType, version)
  }

/**
 * Reads an XML document as the schema judges it: unknown elements and attributes, another order, and values outside
 * their limits are refused. The version is the one that the root element's namespace names. (Protocol 3.22, 3.23.)
 *
 * Time and memory are linear in the size of the document; nesting and attributes are bounded (`limits.ts`).
 *
 * @throws MailError SCHEMA_VALIDATION_ERROR naming path, rule, line and column
 */
export function readDocument<E extends AnyElement>(
  element: E,
  bytes: Uint8Array,
  options: ReadOptions = {},
): { version: Version; value: ValueOf<E> } {
  const { value, bound } = readWith(rootRuleFor(element), documentText(bytes), options)
  return { version: bound.edition as Version, value: value as ValueOf<E> }
}
