import type { DefaultTreeAdapterMap } from 'parse5'
import { hasHtmlDoctype } from './doctype.ts'
import { allowedElements, voidElements } from './elements.ts'
import { judgeAttribute, withoutInvisible } from './judge-attribute.ts'
import { styleElementFault } from './style-element.ts'
import { StyleSheet } from './styles.ts'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

/**
 * Rebuilds an accepted letter for display. The text is written anew from the tree, so that what a browser reads is
 * what was judged: only allowed elements, every value in double quotes, and all CSS in one `<style>` as the first
 * child of `<head>`, whose hash can go into a content security policy. A letter that was not judged first makes it throw.
 *
 * @param letter the HTML as received
 */
export function renderView(document: DefaultTreeAdapterMap['document'], letter: string): string {
  const writer = new ViewWriter(letter)
  document.childNodes.forEach((node) => writer.write(node))
  const doctype = hasHtmlDoctype(letter) ? '<!doctype html>\n' : ''
  return doctype + writer.text()
}

class ViewWriter {
  #sheet: StyleSheet
  #head: string[] = []
  #content: string[] = []
  #attributes = { html: '', body: '' }

  constructor(letter: string) {
    this.#sheet = new StyleSheet(letter)
  }

  text(): string {
    const head = `<style>${this.#sheet.text()}</style><meta charset="utf-8">${this.#head.join('')}`
    const { html, body } = this.#attributes
    return `<html${html}><head>${head}</head><body${body}>${this.#content.join('')}</body></html>`
  }

  write(node: Node): void {
    if (node.nodeName === '#text') this.#content.push(escapeText(withoutInvisible(textOf(node))))
    if (!('tagName' in node)) return
    const name = node.tagName
    if (!allowedElements.has(name)) throw notJudged(`<${name}>`)
    if (name === 'style') this.#addStyle(textOf(node))
    else if (name === 'meta' || name === 'base' || name === 'title') this.#head.push(headElement(node))
    else if (name === 'html' || name === 'head' || name === 'body') this.#writeFrame(node, name)
    else this.#writeElement(node)
  }

  #addStyle(css: string): void {
    if (styleElementFault(css) !== undefined) throw notJudged('<style>')
    this.#sheet.add(css)
  }

  #writeFrame(element: Element, name: 'html' | 'head' | 'body'): void {
    if (name !== 'head') this.#attributes[name] = attributesOf(element, this.#sheet)
    for (const child of element.childNodes) if (name === 'body' || 'tagName' in child) this.write(child)
  }

  #writeElement(element: Element): void {
    const name = element.tagName
    this.#content.push(`<${name}${attributesOf(element, this.#sheet)}>${keptNewline(element)}`)
    for (const child of element.childNodes) this.write(child)
    if (!voidElements.has(name)) this.#content.push(`</${name}>`)
  }
}

function notJudged(what: string): Error {
  return new Error(`${what.slice(0, 60)} reached the view but was not judged`)
}

function headElement(element: Element): string {
  if (element.tagName === 'title') return `<title>${escapeText(withoutInvisible(textOf(element)))}</title>`
  if (element.tagName === 'base') return '<base target="_blank">'
  const content = element.attrs.find(({ name }) => name === 'content')?.value
  const viewport = element.attrs.some(({ name }) => name === 'name')
  // The view is UTF-8 whatever character set the letter declared.
  return viewport && content !== undefined ? `<meta name="viewport" content="${escapeAttribute(content)}">` : ''
}

function attributesOf(element: Element, sheet: StyleSheet): string {
  const attributes = new Map<string, string>()
  for (const { name, value } of element.attrs) {
    // What may be shown is judged as itself.
    if (judgeAttribute(element, name, value).shown !== value) throw notJudged(`attribute ${name}`)
    if (name !== 'style') attributes.set(name, value)
  }
  const style = element.attrs.find(({ name }) => name === 'style')?.value
  if (style !== undefined) attributes.set('class', [attributes.get('class'), sheet.classFor(style)].join(' ').trim())
  if (element.tagName === 'a') addLinkSafety(attributes)
  return [...attributes].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('')
}

function addLinkSafety(attributes: Map<string, string>): void {
  const href = attributes.get('href')
  if (href === undefined) return
  // A link within the letter stays in it: its one-time address cannot be opened a second time.
  attributes.set('target', href.startsWith('#') ? '_self' : '_blank')
  attributes.set('rel', 'noopener noreferrer nofollow')
}

// The parser drops one line break after <pre>; a letter that has two would lose the second one in the browser.
function keptNewline(element: Element): string {
  const first = element.childNodes[0]
  return element.tagName === 'pre' && first !== undefined && textOf(first).startsWith('\n') ? '\n' : ''
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterMap['textNode']).value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\u00a0', '&nbsp;')
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;')
}
