import { normalizeUnicode } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Glyph } from './drawing.ts'
import { boxAround, combined, holds, type Matrix, moved, type Point } from './geometry.ts'
import type { PaintState } from './paint-state.ts'

/** What pdf.js tells of a glyph that is shown, with the worker's edits. */
export interface ShownGlyph {
  unicode: string
  fontChar: string
  /** In thousandths of the font's size. */
  width: number
  isSpace: boolean
  unsure?: boolean
  /** Lowest and highest place of its outline, in ems; null when it has none, undefined when it is not known. */
  ink?: readonly [bottom: number, top: number] | null
}

export interface PdfFont {
  fontMatrix?: readonly number[]
  bbox?: readonly number[]
  isType3Font?: boolean
}

export interface TextPlace {
  matrix: Matrix
  /** Where the line of text began. */
  line: Matrix
}

type WrittenGlyph = Omit<Glyph, 'order'>

/** Letters of less than this are not seen, in points. */
const smallest = 0.9
/** Places inside a letter or a figure, by its width and the font's size; a comma and a point are lower. */
const inLetter: readonly (readonly [number, number])[] = [
  [0.5, 0.33],
  [0.3, 0.18],
  [0.7, 0.18],
  [0.3, 0.5],
  [0.7, 0.5],
]
const inPoint: readonly (readonly [number, number])[] = [
  [0.5, 0.04],
  [0.35, 0.02],
  [0.65, 0.07],
]

/** The glyphs of one operator, and where the next text begins. */
export function glyphsOf(
  shown: readonly (ShownGlyph | number | null)[],
  state: PaintState,
  text: TextPlace,
  font: PdfFont | undefined,
): { glyphs: WrittenGlyph[]; end: Matrix } {
  const glyphs: WrittenGlyph[] = []
  const { fontSize, stretch } = state
  let matrix = text.matrix
  const advance = (by: number): void => {
    matrix = combined(matrix, [1, 0, 0, 1, by * stretch, 0])
  }
  for (const each of shown) {
    if (each === null) continue
    if (typeof each === 'number') {
      advance((-each * fontSize) / 1000)
      continue
    }
    const width = each.width * (font?.fontMatrix?.[0] ?? 0.001)
    glyphs.push(written(each, width, state, matrix, font))
    advance(width * fontSize + state.charSpacing + (each.isSpace ? state.wordSpacing : 0))
  }
  return { glyphs, end: matrix }
}

function written(
  glyph: ShownGlyph,
  width: number,
  state: PaintState,
  text: Matrix,
  font: PdfFont | undefined,
): WrittenGlyph {
  const { fontSize, stretch, rise, fill, stroke, mode } = state
  const em = combined(combined(state.matrix, text), [fontSize * stretch, 0, 0, fontSize, 0, rise])
  const start = moved(em, 0, 0)
  const frame = frameOf(em)
  const { x, y } = frame.turn(start)
  const size = Math.hypot(em[2], em[3]) * heightOf(font)
  const places = /^[.,_]$/.test(glyph.unicode) ? inPoint : inLetter
  const samples = places.map(([along, up]) => moved(em, along * width, up * heightOf(font)))
  const outlined = mode === 1 || mode === 5
  const length = Math.hypot(em[0], em[1]) * width
  return {
    text: normalizeUnicode(glyph.unicode) as string,
    x,
    y,
    right: x + length,
    size,
    angle: frame.degrees,
    samples,
    box: boxAround(corners(em, width, heightOf(font))),
    color: outlined ? stroke : fill,
    font: state.font,
    code: glyph.fontChar,
    unsure: glyph.unsure === true,
    invisible: mode === 3 || glyph.ink === null,
    ink: glyph.ink ?? undefined,
    absent: mode === 7 || isUnseen(state, outlined, size) || !samples.some((point) => holds(state.clip, point)),
    cut: !samples.every((point) => holds(state.clip, point)),
  }
}

function isUnseen({ fillAlpha, strokeAlpha, stretch }: PaintState, outlined: boolean, size: number): boolean {
  return (outlined ? strokeAlpha : fillAlpha) < 0.05 || size < smallest || Math.abs(stretch) < 0.05
}

function corners(em: Matrix, width: number, height: number): Point[] {
  return [
    [0, -0.25],
    [width, -0.25],
    [width, 0.85],
    [0, 0.85],
  ].map(([along = 0, up = 0]) => moved(em, along, up * height))
}

/** Fonts whose glyphs are drawings may have any unit; their box says how high they are. */
function heightOf(font: PdfFont | undefined): number {
  const unit = font?.fontMatrix?.[3] ?? 0.001
  if (font?.isType3Font !== true || Math.abs(unit) === 0.001) return 1
  const [, bottom = 0, , top = 0] = font.bbox ?? []
  return top > bottom ? Math.abs(unit) * (top - bottom) : Math.abs(unit) * 1000
}

interface Frame {
  degrees: number
  turn: (point: Point) => Point
}

/** Turned so that the text runs to the right. */
function frameOf([a, b]: Matrix): Frame {
  const angle = Math.atan2(b, a)
  const degrees = Math.round((angle * 180) / Math.PI)
  if (degrees === 0) return { degrees, turn: (point) => point }
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { degrees, turn: ({ x, y }) => ({ x: x * cos + y * sin, y: y * cos - x * sin }) }
}
