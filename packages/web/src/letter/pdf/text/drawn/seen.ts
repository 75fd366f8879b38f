import { type Color, type Drawing, type Glyph, isGlyph, type MarkEvent, type Shape } from './drawing.ts'
import { type Box, holds, isInside, type Point } from './geometry.ts'

/** A glyph that is on the page, with what is not sure of it. */
export interface SeenGlyph extends Glyph {
  /** Partly cut off or covered, or of a character that the font does not name for sure. */
  doubtful: boolean
  /** Recognised under a picture by a machine; the picture is what is seen. */
  recognised: boolean
}

export type SeenEntry = SeenGlyph | MarkEvent

const paper: Color = [255, 255, 255]
/** Below this contrast no eye tells letters from their ground. */
const leastContrast = 1.1
/** Points of a page in one strip of shapes. */
const strip = 24
/** Shapes of one strip; a drawing of more is no ground of text. */
const mostInStrip = 2000
const mostPictures = 50
/** A page of more strips than this is searched in wider ones. */
const mostStrips = 2000

/**
 * Leaves out what is not seen: what is switched off, cut away, covered, without ink or of its ground's colour. The text
 * that scanning programs lay under or over a picture is kept: it is all the text there is.
 */
export function seenEntries({ entries, shapes }: Drawing): SeenEntry[] {
  const ground = new Ground(shapes)
  const scans = scansAmong(entries, shapes)
  return entries.flatMap((entry): SeenEntry[] => {
    if (!isGlyph(entry)) return [entry]
    if (entry.absent) return []
    const scanned = scans.some((scan) => isUnder(entry, scan))
    if (entry.invisible) return scanned ? [{ ...entry, doubtful: false, recognised: true }] : []
    const { covered, doubtful, hidden } = ground.judge(entry, scans)
    if (covered && scanned) return [{ ...entry, doubtful: false, recognised: true }]
    return hidden || covered ? [] : [{ ...entry, doubtful: doubtful || entry.cut || entry.unsure, recognised: false }]
  })
}

const centre = ({ samples: [first = { x: 0, y: 0 }] }: Glyph): Point => first

function isUnder(glyph: Glyph, { box }: Shape): boolean {
  return holds(box, centre(glyph))
}

/**
 * Pictures whose text a machine has recognised: most text over them has no ink, or lies below them. A letterhead with
 * hidden words on it is none.
 */
function scansAmong(entries: Drawing['entries'], shapes: readonly Shape[]): Shape[] {
  const glyphs = entries.filter((entry): entry is Glyph => isGlyph(entry) && !entry.absent && entry.text.trim() !== '')
  const inkless = glyphs.some(({ invisible }) => invisible)
  const pictures = shapes
    .filter(({ kind, box }) => kind === 'image' && box.right - box.left > 100 && box.top - box.bottom > 20)
    .slice(0, mostPictures)
  return pictures.filter((picture) => {
    const over = glyphs.filter((glyph) => isUnder(glyph, picture))
    const hidden = over.filter(({ invisible, order }) => invisible || order < picture.order)
    const covers = over.length === glyphs.length && isLarge(picture.box, glyphs)
    return hidden.length > over.length / 2 && (inkless || covers)
  })
}

/** A stamp over a few words is no scan. */
function isLarge({ left, bottom, right, top }: Box, glyphs: readonly Glyph[]): boolean {
  return (right - left) * (top - bottom) > 150_000 && glyphs.length > 20
}

interface Judgement {
  covered: boolean
  hidden: boolean
  doubtful: boolean
}

/** What lies below and above each place of the page. */
class Ground {
  readonly #strips = new Map<number, Shape[]>()
  readonly #height: number

  constructor(shapes: readonly Shape[]) {
    const tall = Math.max(0, ...shapes.slice(0, 50_000).map(({ box }) => box.top))
    this.#height = Math.max(strip, tall / mostStrips)
    for (const shape of shapes) {
      if (shape.kind === 'line') continue
      for (let at = this.#at(shape.box.bottom); at <= this.#at(shape.box.top); at++) {
        const strip = this.#strips.get(at)
        if (strip === undefined) this.#strips.set(at, [shape])
        else if (strip.length < mostInStrip) strip.push(shape)
      }
    }
  }

  #at(y: number): number {
    return Math.floor(y / this.#height)
  }

  judge(glyph: Glyph, scans: readonly Shape[]): Judgement {
    const covers = glyph.samples.map((point) => this.#coverAt(point, glyph.order))
    const surely = covers.filter((cover) => cover === 'covered').length
    const perhaps = covers.filter((cover) => cover !== 'open').length
    const all = covers.length
    return {
      covered: surely === all,
      doubtful: perhaps >= 2 && surely < all,
      hidden: !scans.some((scan) => isUnder(glyph, scan)) && this.#isOfItsGround(glyph),
    }
  }

  /** Whether something painted later lies over the place. */
  #coverAt(point: Point, order: number): 'open' | 'perhaps' | 'covered' {
    let cover: 'open' | 'perhaps' | 'covered' = 'open'
    for (const shape of this.#strips.get(this.#at(point.y)) ?? []) {
      if (shape.order <= order || shape.opaque === false || !isOn(point, shape)) continue
      if (shape.opaque) return 'covered'
      cover = 'perhaps'
    }
    return cover
  }

  #isOfItsGround(glyph: Glyph): boolean {
    const { color, order } = glyph
    if (color === undefined) return false
    return glyph.samples.every((point) => {
      const ground = this.#colorAt(point, order)
      return ground !== undefined && contrast(color, ground) < leastContrast
    })
  }

  /** Undefined where it is a picture, a pattern or seen through something. */
  #colorAt(point: Point, order: number): Color | undefined {
    let color: Color | undefined = paper
    for (const shape of this.#strips.get(this.#at(point.y)) ?? []) {
      if (shape.order >= order) break
      if (isOn(point, shape)) color = shape.opaque === true ? shape.color : undefined
    }
    return color
  }
}

function isOn(point: Point, { box, polygons, evenOdd }: Shape): boolean {
  return holds(box, point) && isInside(point, polygons, evenOdd)
}

function contrast(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** As the accessibility guidelines reckon it. */
function luminance(color: Color): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
