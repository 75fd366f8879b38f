import type { Random } from './random.ts'
import type { Tree } from './sample-tree.ts'

const instance = 'http://www.w3.org/2001/XMLSchema-instance'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#x9;',
  '\r': '&#xD;',
}
const escaped = (text: string, characters: RegExp) => text.replace(characters, (found) => escapes[found] ?? found)

/** Writes a document in one of the many forms that mean the same: prefixes, quotes, comments, CDATA, white space. */
export class TreeWriting {
  readonly random: Random
  readonly prefixes = new Map<string, string>()
  /** The namespace that needs no prefix. */
  readonly plain: string
  readonly spaced: boolean

  constructor(random: Random, namespace: string) {
    this.random = random
    this.plain = random.chance(0.6) ? namespace : 'urn:nothing'
    this.spaced = random.chance(0.3)
  }

  name(namespace: string, local: string): string {
    if (namespace === '' || namespace === this.plain) return local
    const prefix = this.prefixes.get(namespace) ?? `n${this.prefixes.size}`
    this.prefixes.set(namespace, prefix)
    return `${prefix}:${local}`
  }

  attribute(name: string, value: string, namespace: string): string {
    const quote = this.random.pick(['"', "'"])
    const local = name.replace(/^\{.*\}/, '')
    // The value of xsi:type is itself a name in the namespace of its element.
    const written = name === '{xsi}type' ? this.name(namespace, value) : value
    const qualified = name.startsWith('{xsi}')
      ? this.name(instance, local)
      : name.startsWith('{other}')
        ? this.name('urn:other', local)
        : local
    return ` ${qualified}=${quote}${escaped(written, /[&<>"'\n\t\r]/g)}${quote}`
  }

  text(text: string): string {
    if (text !== '' && !text.includes(']]>') && !text.includes('\r') && this.random.chance(0.1)) {
      return `<![CDATA[${text}]]>`
    }
    const plain = escaped(text, this.random.chance(0.5) ? /[&<>\r]/g : /[&<>"'\n\t\r]/g)
    if (plain.length < 2 || !/^[a-z0-9]/.test(plain) || this.random.chance(0.9)) return plain
    return `${plain.slice(0, 1)}${this.random.pick(['<!-- c -->', '<?p i?>', '<![CDATA[]]>'])}${plain.slice(1)}`
  }

  element(tree: Tree): string {
    const name = this.name(tree.namespace, tree.name)
    const attributes = [...tree.attributes].map(([key, value]) => this.attribute(key, value, tree.namespace)).join('')
    // A prefix of its own is needed where the plain namespace would catch an element of none.
    const none = tree.namespace === '' && this.plain !== 'urn:nothing' ? ' xmlns=""' : ''
    const gap = () => (this.spaced && tree.mixed ? this.random.pick(['', '\n  ', ' ', '<!-- - -->', '<?x y?>']) : '')
    const inner = tree.children.map((child) => gap() + this.element(child)).join('') + gap()
    const content = this.text(tree.text) + inner
    const space = this.random.chance(0.1) ? ' ' : ''
    if (content === '' && this.random.chance(0.5)) return `<${name}${none}${attributes}${space}/>`
    return `<${name}${none}${attributes}${space}>${content}</${name}${space}>`
  }

  document(tree: Tree): string {
    const root = this.element(tree)
    const declarations = [...this.prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`)
    if (this.plain !== 'urn:nothing' && !/^<[^>\s/]+ xmlns=""/.test(root)) declarations.push(` xmlns="${this.plain}"`)
    const head = this.random.pick([
      '',
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
      '<?xml version="1.0"?>\n<!-- x -->',
    ])
    return head + root.replace(/^<[^\s/>]+/, (start) => start + declarations.join(''))
  }
}
