import type { Mark, PlacedText } from '../structure.ts'
import type { MarkEvent, Shape } from './drawing.ts'
import { around } from './geometry.ts'
import { endOfLine, hyphenAt, withSoftHyphens, wordsAmong } from './hyphens.ts'
import type { SeenEntry, SeenGlyph } from './seen.ts'
import { type Between, spacesBefore } from './spacing.ts'
import { Strokes } from './struck.ts'
import { type Shift, shiftOf, type VisualLine, visualLines } from './visual-lines.ts'

interface GlyphInLine {
  line: VisualLine
  number: number
  shift: Shift | undefined
  before: Between
  struck: boolean
  doubtful: boolean
  /** The hyphen of a divided word, and spaces after a hyphen at a line's end. */
  dropped: boolean
  /** How the line ends after it; undefined when it does not. */
  end: 'break' | 'joined' | 'divided' | undefined
}

/** A page's texts and marks, in the order of painting, as the tags' side of the text view takes them. */
export function placedTexts(seen: readonly SeenEntry[], shapes: readonly Shape[]): (PlacedText | Mark)[] {
  const entries = withSoftHyphens(seen)
  const glyphs = withoutRepeats(entries.filter(isSeenGlyph))
  const known = inLines(glyphs, new Strokes(shapes))
  const writer = new Writer()
  for (const entry of entries) {
    if (!isSeenGlyph(entry)) writer.mark(entry)
    else {
      const place = known.get(entry)
      if (place !== undefined) writer.glyph(entry, place)
    }
  }
  return writer.finish()
}

function isSeenGlyph(entry: SeenEntry): entry is SeenGlyph {
  return 'samples' in entry
}

/**
 * Bold made by painting twice, and shadows: the same words at the same place are one. A single letter upon another may
 * be chance; what one operator shows is a repeat as a whole or not at all.
 */
function withoutRepeats(glyphs: readonly SeenGlyph[]): SeenGlyph[] {
  const places = new Map<string, SeenGlyph[]>()
  const repeats = new Map<number, { repeated: number; all: number }>()
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') continue
    const count = repeats.get(glyph.order) ?? { repeated: 0, all: 0 }
    count.all++
    if (placesAround(glyph).some((key) => places.get(key)?.some((other) => isRepeat(glyph, other)))) count.repeated++
    repeats.set(glyph.order, count)
    const [here = ''] = placesAround(glyph)
    places.set(here, [...(places.get(here) ?? []), glyph])
  }
  return glyphs.filter(({ order }) => {
    const { repeated, all } = repeats.get(order) ?? { repeated: 0, all: 1 }
    return repeated < all
  })
}

/** Names of the place of a glyph, its own first, and of those beside it. */
function placesAround({ text, x, y }: SeenGlyph): string[] {
  const [column, row] = [Math.round(x / 4), Math.round(y / 4)]
  const steps = [0, -1, 1]
  return steps.flatMap((dx) => steps.map((dy) => `${text} ${column + dx} ${row + dy}`))
}

function isRepeat(glyph: SeenGlyph, other: SeenGlyph): boolean {
  const reach = 0.12 * glyph.size
  return other.order < glyph.order && Math.abs(other.x - glyph.x) < reach && Math.abs(other.y - glyph.y) < reach
}

function inLines(glyphs: readonly SeenGlyph[], strokes: Strokes): Map<SeenGlyph, GlyphInLine> {
  const places = new Map<SeenGlyph, GlyphInLine>()
  const words = wordsAmong(glyphs)
  const lines = visualLines(glyphs)
  for (const [number, line] of lines.entries()) {
    const before = spacesBefore(line.glyphs)
    const end = endOfLine(line, lines[number + 1], words)
    const kept = hyphenAt(line) - (end === 'divided' ? 1 : 0)
    for (const [at, glyph] of line.glyphs.entries()) {
      const isFigure = /\p{N}/u.test(glyph.text)
      places.set(glyph, {
        line,
        number,
        shift: shiftOf(line, glyph),
        before: before[at] ?? 'none',
        struck: strokes.isStruck(glyph),
        doubtful: glyph.unsure || (isFigure && (glyph.doubtful || glyph.recognised || strokes.hasDrawnSign(glyph))),
        dropped: end !== 'break' && at > kept,
        end: at === line.glyphs.length - 1 && number < lines.length - 1 ? end : undefined,
      })
    }
  }
  return places
}

class Writer {
  readonly #texts: (PlacedText | Mark)[] = []
  #open: PlacedText | undefined
  #last: { glyph: SeenGlyph; place: GlyphInLine } | undefined
  #spaces = 0

  mark(event: MarkEvent): void {
    this.#close()
    if (!event.begins) this.#texts.push({ type: 'endMarkedContent' })
    else {
      const { id, tag, actualText, alone } = event
      this.#texts.push({ type: 'beginMarkedContentProps', id, tag, actualText, ...(alone && { alone }) })
    }
  }

  glyph(glyph: SeenGlyph, place: GlyphInLine): void {
    const isSpace = glyph.text.trim() === ''
    this.#write(this.#openFor(glyph, place, isSpace), glyph, place, isSpace)
    this.#spaces = isSpace ? this.#spaces + 1 : 0
    this.#last = { glyph, place }
    if (place.end !== undefined) this.#close()
  }

  /** The text that the glyph belongs to, with the space before the glyph. */
  #openFor(glyph: SeenGlyph, place: GlyphInLine, isSpace: boolean): PlacedText {
    const isNewLine = this.#last?.place.line !== place.line
    if (isNewLine) this.#spaces = 0
    const between = isSpace || isNewLine ? 'none' : this.#between(glyph, place)
    if (between === 'column' || !this.#goesOn(place)) this.#close()
    this.#open ??= opened(glyph, place)
    if (between === 'column') this.#open.apart = true
    if (between === 'unsure') this.#open.doubtful = true
    if (between !== 'none' && between !== 'column') this.#open.str = `${this.#open.str.trimEnd()} `
    return this.#open
  }

  #write(text: PlacedText, glyph: SeenGlyph, place: GlyphInLine, isSpace: boolean): void {
    if (!place.dropped && !(isSpace && text.str.endsWith(' '))) text.str += textOf(glyph)
    if (place.doubtful) text.doubtful = true
    if (glyph.recognised) text.recognised = true
    text.width = Math.max(text.width, glyph.right - (text.transform[4] ?? 0))
    if (!isSpace) text.box = text.box === undefined ? glyph.box : around(text.box, glyph.box)
    if (place.end !== undefined) text.hasEOL = true
    if (place.end !== undefined && place.end !== 'break') text.goesOn = true
  }

  finish(): (PlacedText | Mark)[] {
    this.#close()
    return this.#texts
  }

  #between(glyph: SeenGlyph, { before }: GlyphInLine): Between {
    const last = this.#last?.glyph
    if (last === undefined) return 'none'
    if (before === 'column' && /^[-\u2010-\u2015\u2212+±]$/.test(last.text)) return 'none'
    const figures = /\p{N}/u.test(glyph.text) && /\p{N}$/u.test(this.#lastWritten())
    if (this.#spaces >= (figures ? 2 : 3)) return 'column'
    return last.text.trim() === '' && before === 'space' ? 'none' : before
  }

  #lastWritten(): string {
    return this.#open?.str.trimEnd() ?? ''
  }

  #goesOn({ shift, struck, line }: GlyphInLine): boolean {
    const last = this.#last?.place
    return last !== undefined && last.shift === shift && last.struck === struck && last.line === line
  }

  #close(): void {
    if (this.#open !== undefined) this.#texts.push(this.#open)
    this.#open = undefined
  }
}

/** The soft hyphen says where a word may be divided; within a line it is no letter of it. */
function textOf({ text }: SeenGlyph): string {
  return text.replaceAll('\u00ad', '')
}

function opened(glyph: SeenGlyph, { line, number, shift, struck }: GlyphInLine): PlacedText {
  return {
    str: '',
    hasEOL: false,
    transform: [line.size, 0, 0, line.size, glyph.x, line.y],
    width: 0,
    height: line.size,
    line: number,
    ...(shift && { shift }),
    ...(struck && { struck }),
  }
}
