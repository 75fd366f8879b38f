import type { DefaultTreeAdapterMap } from 'parse5'
import { attributeRule } from './attributes.ts'
import { allowedElements, voidElements } from './elements.ts'
import { styleAttributeFault } from './style-attribute.ts'
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
  const sheet = new StyleSheet(letter)
  const parts: string[] = []
  const found: { head: string[]; html: string; body: string } = { head: [], html: '', body: '' }
  const write = (node: Node): void => {
    if (node.nodeName === '#text') parts.push(escapeText((node as DefaultTreeAdapterMap['textNode']).value))
    else if ('tagName' in node) writeElement(node)
  }
  const writeElement = (element: Element): void => {
    const name = element.tagName
    if (!allowedElements.has(name))
      throw new Error(`an element that was not judged reached the view: ${name.slice(0, 40)}`)
    if (name === 'style') {
      if (styleElementFault(textOf(element)) !== undefined)
        throw new Error('a style that was not judged reached the view')
      return sheet.add(textOf(element))
    }
    if (name === 'html' || name === 'body') found[name] = attributesOf(element, sheet)
    if (name === 'meta' || name === 'base' || name === 'title') {
      found.head.push(headElement(element))
      return
    }
    const structural = name === 'html' || name === 'head' || name === 'body'
    if (!structural) parts.push(`<${name}${attributesOf(element, sheet)}>${keptNewline(element)}`)
    element.childNodes.forEach(name === 'html' || name === 'head' ? writeIfElement : write)
    if (!structural && !voidElements.has(name)) parts.push(`</${name}>`)
  }
  const writeIfElement = (node: Node): void => {
    if ('tagName' in node) writeElement(node)
  }
  document.childNodes.forEach(writeIfElement)
  const doctype = /^\s*<!doctype html>/i.test(letter) ? '<!doctype html>\n' : ''
  const head = `<style>${sheet}</style><meta charset="utf-8">${found.head.join('')}`
  return `${doctype}<html${found.html}><head>${head}</head><body${found.body}>${parts.join('')}</body></html>\n`
}

function headElement(element: Element): string {
  if (element.tagName === 'title') return `<title>${escapeText(textOf(element))}</title>`
  if (element.tagName === 'base') return '<base target="_blank">'
  const content = element.attrs.find(({ name }) => name === 'content')?.value
  const viewport = element.attrs.some(({ name }) => name === 'name')
  // The view is UTF-8 whatever character set the letter declared.
  return viewport && content !== undefined ? `<meta name="viewport" content="${escapeAttribute(content)}">` : ''
}

function attributesOf(element: Element, sheet: StyleSheet): string {
  const attributes = new Map<string, string>()
  for (const { name, value } of element.attrs) {
    if (name === 'style') continue
    if (attributeRule(element.tagName, name)?.(value) !== true)
      throw new Error('an attribute that was not judged reached the view')
    // The pattern for background lets through //host/image, which would tell the sender when a letter is read.
    if (name !== 'background' && name !== 'target') attributes.set(name, value)
  }
  const style = element.attrs.find(({ name }) => name === 'style')?.value ?? ''
  if (styleAttributeFault(style) !== undefined) throw new Error('a style that was not judged reached the view')
  if (style.trim() !== '') attributes.set('class', [attributes.get('class'), sheet.classFor(style)].join(' ').trim())
  if (element.tagName === 'a') addLinkSafety(attributes)
  return [...attributes].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('')
}

function addLinkSafety(attributes: Map<string, string>): void {
  const href = attributes.get('href')?.trim()
  if (href === undefined) return
  attributes.set('href', href)
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
