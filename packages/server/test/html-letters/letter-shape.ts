import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { withoutInvisible } from '../../src/domain/content/html/judge-attribute.ts'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

/**
 * What a browser makes of HTML, as lines that can be compared: elements with their attributes, styles and text. Ways of
 * writing the same (white space, quotation marks, capitals in CSS) are levelled; how a link opens is left out.
 */
export function letterShape(html: string): string[] {
  const writer = new ShapeWriter(html)
  writer.write(parse(withoutInvisible(html)), 0)
  return writer.lines()
}

/** The words of a letter in their order. */
export function wordsOf(html: string): string {
  return letterShape(html)
    .filter((line) => line.trimStart().startsWith('"'))
    .map((line) => JSON.parse(line) as string)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const viewSheet =
  /<head><style>@layer important,base,letter;\n@layer important\{(.*)\}\n@layer base\{.*\}\n@layer letter\{\n([^]*?)\n\}((?:\n\..*)*)<\/style>/

class ShapeWriter {
  #head: string[] = []
  #body: string[] = []
  #css: string[] = []
  #classes = new Map<string, string>()
  readonly #isView: boolean

  constructor(html: string) {
    const [, important = '', own = '', attributes = ''] = viewSheet.exec(html) ?? []
    this.#isView = viewSheet.test(html)
    this.#css = this.#isView ? [own] : []
    // As the view has them: what is important first. The tests' letters do not have both in one style.
    for (const [, name = '', style = ''] of `${important}${attributes}`.matchAll(/\.(x*style-\d+)\{(.*?)\}/g)) {
      this.#classes.set(name, style)
    }
  }

  lines(): string[] {
    return [...this.#head, `<style> ${levelCss(this.#css.join(' '))}`, ...this.#body]
  }

  write(node: Node, depth: number): void {
    if (node.nodeName === '#documentType') this.#doctype(node as DefaultTreeAdapterMap['documentType'])
    if (node.nodeName === '#text') this.#text((node as DefaultTreeAdapterMap['textNode']).value, depth)
    if ('tagName' in node && !this.#element(node, depth)) return
    if ('childNodes' in node) for (const child of node.childNodes) this.write(child, depth + 1)
  }

  #doctype({ publicId, systemId }: DefaultTreeAdapterMap['documentType']): void {
    this.#head.push(`doctype ${publicId} ${systemId}`)
  }

  #text(value: string, depth: number): void {
    const text = withoutInvisible(value).replace(/[\t\n\f\r ]+/g, ' ')
    if (text.trim() !== '') this.#body.push('  '.repeat(depth) + JSON.stringify(text))
  }

  /** @returns whether its children belong to the shape */
  #element(element: Element, depth: number): boolean {
    const name = element.tagName
    const text = element.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
    if (name === 'style' && !this.#isView) this.#css.push(text)
    if (name === 'title') this.#head.push(`<title> ${text}`)
    const isViewport = element.attrs.some((attribute) => attribute.name === 'name')
    if (name === 'meta' && isViewport) this.#head.push(this.#attributes(element).toLowerCase())
    if (name === 'style' || name === 'title' || name === 'meta') return false
    this.#body.push(`${'  '.repeat(depth)}<${name} ${this.#attributes(element)}>`)
    return true
  }

  #attributes(element: Element): string {
    const attributes: string[] = []
    for (const { name, value } of element.attrs) {
      const isOpening = element.tagName === 'a' && (name === 'target' || name === 'rel')
      if (name === 'style') attributes.push(`style=${levelCss(value)}`)
      else if (name === 'class') attributes.push(...this.#classAndStyle(value))
      else if (!isOpening) attributes.push(`${name}=${levelValue(name, value)}`)
    }
    return attributes.sort().join(' ')
  }

  #classAndStyle(value: string): string[] {
    const words = value.split(' ')
    const own = words.filter((word) => !this.#classes.has(word)).join(' ')
    const styles = words.flatMap((word) => this.#classes.get(word) ?? [])
    return [...(own === '' ? [] : [`class=${own}`]), ...styles.map((style) => `style=${levelCss(style)}`)]
  }
}

function levelCss(css: string): string {
  return withoutInvisible(css)
    .toLowerCase()
    .replace(/\/\*.*?\*\//g, '')
    .replace(/\\([0-9a-f]{2}) ?/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/['"]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([:;,(){}/!]) ?/g, '$1')
    .replace(/;+/g, ';')
    .replace(/\{;/g, '{')
    .replace(/;(\}|$)/g, '$1')
    .replace(/^;/, '')
    .replace(/(?<![\w#.])\d*\.?\d+(?:e\d+)?(?=[a-z%\s,);]|$)/g, (number) => String(Number(number)))
    .replace(/(\d) (px|em|pt|rem)\b/g, '$1$2')
    .trim()
}

const switches: ReadonlySet<string> = new Set(['nowrap', 'nohref', 'noresize'])

function levelValue(name: string, value: string): string {
  if (switches.has(name)) return name
  // White space in the data of an image means nothing.
  if (name === 'src') return value.replace(/\s|%20|%0a|%09/g, '')
  return name === 'href' ? levelAddress(value) : withoutInvisible(value)
}

function levelAddress(address: string): string {
  return withoutInvisible(address)
    .trim()
    .replaceAll(' ', '%20')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('{', '%7b')
    .replaceAll('}', '%7d')
}
