/** The letter's own rules and those made from its style attributes, as one style sheet for display. */
export class StyleSheet {
  #own: string[] = []
  #classes = new Map<string, string>()
  #prefix: string

  /** @param letter the HTML as received: no class of ours may be a word of it */
  constructor(letter: string) {
    let prefix = 'style-'
    while (letter.includes(prefix)) prefix = `x${prefix}`
    this.#prefix = prefix
  }

  /** Adds the text of one style element, already found allowed. */
  add(css: string): void {
    if (css.trim() !== '') this.#own.push(css.trim())
  }

  /** The class that stands for a style attribute, already found allowed; equal attributes share one. */
  classFor(attribute: string): string {
    const declarations = attribute
      .split(';')
      // A carriage return would be read as a line feed, and the style would no longer have the hash of its policy.
      .map((declaration) => declaration.trim().replaceAll(/\s+/g, ' '))
      .filter((declaration) => declaration !== '')
      .join(';')
    let name = this.#classes.get(declarations)
    if (name === undefined) {
      name = `${this.#prefix}${this.#classes.size + 1}`
      this.#classes.set(declarations, name)
    }
    return name
  }

  /**
   * The style sheet. Layers keep the order that the letter had: readable defaults, then its own rules whatever their
   * specificity, then what stood in style attributes.
   */
  text(): string {
    const attributes = [...this.#classes].map(([declarations, name]) => `.${name}{${declarations}}`)
    return [
      '@layer base,letter;',
      `@layer base{${base}}`,
      `@layer letter{\n${this.#own.join('\n')}\n}`,
      ...attributes,
    ].join('\n')
  }
}

const base =
  'body{margin:1rem;font:1rem/1.5 system-ui,sans-serif;color:#000;background:#fff;overflow-wrap:break-word}' +
  'img{max-width:100%;object-fit:contain}'
