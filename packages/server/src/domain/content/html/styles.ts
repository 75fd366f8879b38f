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

  /** The class that replaces a style attribute, already cleaned; equal attributes share one. */
  classFor(style: string): string {
    let name = this.#classes.get(style)
    if (name === undefined) {
      name = `${this.#prefix}${this.#classes.size + 1}`
      this.#classes.set(style, name)
    }
    return name
  }

  /**
   * The style sheet. Layers keep the order that the letter had: readable defaults, then its own rules whatever their
   * specificity, then what stood in style attributes. For what is `!important` browsers take the layers the other way
   * round, so that of the attributes has the first one.
   */
  text(): string {
    // A semicolon within quotation marks belongs to an image.
    const attributes = [...this.#classes].map(([style, name]) => ({
      name,
      style: style.match(/(?:'[^']*'|[^;'])+/g) ?? [],
    }))
    const rules = (important: boolean): string[] =>
      attributes.flatMap(({ name, style }) => {
        const declarations = style.filter((declaration) => declaration.endsWith('!important') === important)
        return declarations.length === 0 ? [] : [`.${name}{${declarations.join(';')}}`]
      })
    return [
      '@layer important,base,letter;',
      `@layer important{${rules(true).join('')}}`,
      `@layer base{${base}}`,
      `@layer letter{\n${this.#own.join('\n')}\n}`,
      ...rules(false),
    ].join('\n')
  }
}

const base =
  'body{margin:1rem;font:1rem/1.5 system-ui,sans-serif;color:#000;background:#fff;overflow-wrap:break-word}' +
  'img{max-width:100%;object-fit:contain}'
