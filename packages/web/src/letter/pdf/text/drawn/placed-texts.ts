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
  /** Of the line on the page, and of the glyph in it. */
  number: number
  at: number
  shift: Shift | undefined
  before: Between
  struck: boolean
  doubtful: boolean
  /** The hyphen of a divided word, and spaces after a hyphen at a line's end. */
  dropped: boolean
  /** How the line ends after it; undefined when it does not. */
  end: 'break' | 'joined' | 'divided' | undefined
}

/**
 * A page's texts and marks as the tags' side of the text view takes them, in the order of painting. Without tags a line
 * is read where it begins, whenever its pieces are painted.
 */
export function placedTexts(
  seen: readonly SeenEntry[],
  shapes: readonly Shape[],
  tagged: boolean,
): (PlacedText | Mark)[] {
  const entries = withSoftHyphens(seen)
  const glyphs = withoutRepeats(entries.filter(isSeenGlyph))
  const strokes = new Strokes(shapes)
  const known = inLines(glyphs, strokes)
  const writer = new Writer(strokes)
  const read = new Set<VisualLine>()
  for (const entry of entries) {
    if (!isSeenGlyph(entry)) {
      writer.mark(entry)
      continue
    }
    const place = known.get(entry)
    if (place === undefined) continue
    if (tagged || place.line.merged !== true) writer.glyph(entry, place)
    else if (!read.has(place.line)) {
      for (const glyph of place.line.glyphs) writer.glyph(glyph, known.get(glyph) ?? place)
    }
    read.add(place.line)
  }
  return writer.finish()
}

function isSeenGlyph(entry: SeenEntry): entry is SeenGlyph {
  return 'samples' in entry
}

/** More glyphs than this at one place are no letter's. */
const mostAtOnePlace = 8

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
    const others = places.get(here)
    if (others === undefined) places.set(here, [glyph])
    else if (others.length < mostAtOnePlace) others.push(glyph)
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
    const last = number < lines.length - 1 ? line.glyphs.length - 1 : undefined
    const styles = stylesOf(line, strokes)
    for (const [at, glyph] of line.glyphs.entries()) {
      const style = styles[at] ?? { shift: undefined, struck: false }
      const place = { line, number, at, before: before[at] ?? 'none', doubtful: isDoubtful(glyph, strokes) }
      places.set(glyph, {
        ...place,
        ...style,
        dropped: end !== 'break' && at > kept,
        end: at === last ? end : undefined,
      })
    }
  }
  return places
}

/** What is not sure matters in a number; of a glyph that may be anything, it may be one. */
function isDoubtful(glyph: SeenGlyph, strokes: Strokes): boolean {
  if (glyph.unsure) return true
  return /\p{N}/u.test(glyph.text) && (glyph.doubtful || glyph.recognised || strokes.hasDrawnSign(glyph))
}

type Style = Pick<GlyphInLine, 'shift' | 'struck'>

/** A space has the style of its neighbours, where they agree. */
function stylesOf(line: VisualLine, strokes: Strokes): Style[] {
  const styles = line.glyphs.map((glyph): Style | undefined =>
    glyph.text.trim() === '' ? undefined : { shift: shiftOf(line, glyph), struck: strokes.isStruck(glyph) },
  )
  const after: (Style | undefined)[] = []
  for (let at = styles.length - 1; at >= 0; at--) after[at] = styles[at] ?? after[at + 1]
  let before: Style | undefined
  return styles.map((style, at): Style => {
    before = style ?? before
    if (style !== undefined) return style
    const shift = before?.shift === after[at]?.shift ? before?.shift : undefined
    return { shift, struck: before?.struck === true && after[at]?.struck === true }
  })
}

class Writer {
  readonly #texts: (PlacedText | Mark)[] = []
  #open: PlacedText | undefined
  #last: { glyph: SeenGlyph; place: GlyphInLine } | undefined
  #spaces = 0
  readonly #strokes: Strokes

  constructor(strokes: Strokes) {
    this.#strokes = strokes
  }

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
    if (this.#isBelowBar(glyph, place)) this.#fraction(glyph, place)
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
    const isSpaced = between === 'space' || between === 'unsure'
    if (between === 'column' || !this.#goesOn(place)) this.#part(glyph, place, isSpaced)
    const text = (this.#open ??= opened(glyph, place))
    if (between === 'column') text.apart = true
    if (between === 'unsure') text.doubtful = true
    if (isSpaced) this.#addSpace(text)
    return text
  }

  #part(glyph: SeenGlyph, place: GlyphInLine, isSpaced: boolean): void {
    if (isSpaced) this.#spaceBetween(glyph, place)
    this.#close()
  }

  /** A space belongs to what is before it, or to nothing: it is neither raised nor struck out. */
  #spaceBetween(glyph: SeenGlyph, place: GlyphInLine): void {
    if (this.#open?.shift !== undefined || this.#open?.struck) this.#close()
    this.#open ??= opened(glyph, { ...place, shift: undefined, struck: false })
    this.#addSpace(this.#open)
  }

  #addSpace(text: PlacedText): void {
    if (!text.str.endsWith(' ') && !(text.str === '' && this.#lastWritten().endsWith(' '))) text.str += ' '
  }

  #write(text: PlacedText, glyph: SeenGlyph, place: GlyphInLine, isSpace: boolean): void {
    if (!place.dropped && !(isSpace && text.str.endsWith(' '))) text.str += textOf(glyph)
    if (place.doubtful) text.doubtful = true
    if (glyph.recognised) text.recognised = true
    text.upTo = place.at
    text.width = Math.max(text.width, glyph.right - (text.transform[4] ?? 0))
    if (!isSpace) text.box = text.box === undefined ? glyph.box : around(text.box, glyph.box)
    if (place.end !== undefined) text.hasEOL = true
    if (place.end !== undefined && place.end !== 'break') text.goesOn = true
  }

  /** A figure below a bar that has figures above it. */
  #isBelowBar(glyph: SeenGlyph, { shift, line }: GlyphInLine): boolean {
    const last = this.#last
    if (shift !== 'sub' || last?.place.shift !== 'sup' || last.place.line !== line) return false
    return glyph.x < last.glyph.right && this.#strokes.hasBarBetween(last.glyph.box, glyph.box)
  }

  /** "2³⁄₄" would be another number than two and three quarters. */
  #fraction(glyph: SeenGlyph, place: GlyphInLine): void {
    this.#close()
    const before = this.#texts.findLast((text) => 'str' in text && text.shift !== 'sup')
    const meets = before !== undefined && 'str' in before && before.line === place.number && /\p{N}$/u.test(before.str)
    if (meets) before.str += '\u00a0'
    this.#texts.push({ ...opened(glyph, { ...place, shift: undefined }), str: '\u2044' })
  }

  finish(): (PlacedText | Mark)[] {
    this.#close()
    return this.#texts
  }

  #between(glyph: SeenGlyph, { before }: GlyphInLine): Between {
    const last = this.#last?.glyph
    if (last === undefined) return 'none'
    if (before === 'column' && /^[-\u2010-\u2015\u2212+±]$/.test(last.text)) return 'none'
    const figures = /\p{N}/u.test(glyph.text) && /\p{N}$/u.test(this.#lastWritten().trimEnd())
    if (this.#spaces >= (figures ? 2 : 3)) return 'column'
    return last.text.trim() === '' && before === 'space' ? 'none' : before
  }

  #lastWritten(): string {
    if (this.#open !== undefined && this.#open.str !== '') return this.#open.str
    const last = this.#texts.findLast((text) => 'str' in text)
    return last?.str ?? ''
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

function opened(glyph: SeenGlyph, { line, number, at, shift, struck }: GlyphInLine): PlacedText {
  return {
    str: '',
    hasEOL: false,
    transform: [line.size, 0, 0, line.size, glyph.x, line.y],
    width: 0,
    height: line.size,
    line: number,
    from: at,
    upTo: at,
    ...(shift && { shift }),
    ...(struck && { struck }),
  }
}
