/** The part of ICU MessageFormat that the catalogues use: `{name}` and `{n, plural, one {…} other {…}}` with `#`. */
export type Values = Readonly<Record<string, string | number>>

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string }
  | { kind: 'plural'; name: string; forms: ReadonlyMap<string, Part[]> }
  | { kind: 'count' }

const parsed = new Map<string, Part[]>()

/** @param locale for the plural rules; never `nn`, which Chromium does not know. */
export function formatMessage(pattern: string, values: Values, locale: string): string {
  return render(parse(pattern), values, locale, '')
}

/** Names of the values a pattern needs, sorted. */
export function placeholders(pattern: string): string[] {
  const names = new Set<string>()
  const visit = (parts: Part[]): void => {
    for (const part of parts) {
      if (part.kind === 'value' || part.kind === 'plural') names.add(part.name)
      if (part.kind === 'plural') for (const form of part.forms.values()) visit(form)
    }
  }
  visit(parse(pattern))
  return [...names].toSorted()
}

function render(parts: Part[], values: Values, locale: string, count: string): string {
  return parts.map((part) => renderPart(part, values, locale, count)).join('')
}

function renderPart(part: Part, values: Values, locale: string, count: string): string {
  if (part.kind === 'text') return part.text
  if (part.kind === 'count') return count
  const value = values[part.name]
  if (value === undefined) throw new Error(`The message needs a value for "${part.name}"`)
  if (part.kind === 'value') return String(value)
  const category = new Intl.PluralRules(locale).select(Number(value))
  const form = part.forms.get(category) ?? part.forms.get('other')
  return render(form ?? [], values, locale, new Intl.NumberFormat(locale).format(Number(value)))
}

function parse(pattern: string): Part[] {
  let parts = parsed.get(pattern)
  if (parts === undefined) {
    parts = new Reader(pattern).readParts(false)
    parsed.set(pattern, parts)
  }
  return parts
}

class Reader {
  private at = 0
  private readonly pattern: string

  constructor(pattern: string) {
    this.pattern = pattern
  }

  readParts(inPlural: boolean): Part[] {
    const parts: Part[] = []
    while (this.at < this.pattern.length) {
      const next = this.pattern[this.at]
      if (next === '}') {
        if (inPlural) return parts
        throw this.fault('a } too many')
      }
      if (next === '{') parts.push(this.readPlaceholder())
      else if (next === '#' && inPlural) {
        this.at++
        parts.push({ kind: 'count' })
      } else parts.push({ kind: 'text', text: this.take(inPlural ? /[^{}#]+/y : /[^{}]+/y) })
    }
    if (inPlural) throw this.fault('a missing }')
    return parts
  }

  private readPlaceholder(): Part {
    const [, name, plural] = this.match(/\{\s*(\w+)\s*(?:,\s*(plural)\s*,\s*|\})/y)
    if (name === undefined) throw this.fault('a placeholder without a name')
    if (plural === undefined) return { kind: 'value', name }
    const forms = new Map<string, Part[]>()
    while (this.pattern[this.at] !== '}') {
      const [, category = ''] = this.match(/(zero|one|two|few|many|other)\s*\{/y)
      forms.set(category, this.readParts(true))
      this.take(/\}\s*/y)
    }
    this.at++
    if (!forms.has('other')) throw this.fault('a plural without "other"')
    return { kind: 'plural', name, forms }
  }

  private take(expression: RegExp): string {
    return this.match(expression)[0]
  }

  private match(expression: RegExp): RegExpExecArray {
    expression.lastIndex = this.at
    const found = expression.exec(this.pattern)
    if (found === null) throw this.fault('something unexpected')
    this.at = expression.lastIndex
    return found
  }

  private fault(what: string): Error {
    return new Error(`Message pattern with ${what} at ${this.at}: ${this.pattern}`)
  }
}
