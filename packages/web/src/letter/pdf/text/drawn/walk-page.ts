import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Drawing, Glyph, MarkEvent, Shape } from './drawing.ts'
import {
  type Box,
  boxAround,
  combined,
  identity,
  type Matrix,
  matrixOf,
  moved,
  type Point,
  shared,
} from './geometry.ts'
import { glyphsOf, type PdfFont, type ShownGlyph, type TextPlace } from './glyphs.ts'
import { colorOf, firstState, type PaintState, setGraphics } from './paint-state.ts'
import { polygonsOf } from './path.ts'

export interface Operators {
  fnArray: ArrayLike<number>
  argsArray: ArrayLike<unknown>
}

export interface PageSetting {
  /** What is shown of the page, in points. */
  view: Box
  /** The page's number as an object, as the tags name it. */
  objectId: string
  /** Ids of content that the tags name. */
  named: ReadonlySet<string>
  fonts: ReadonlyMap<string, PdfFont>
  /** Whether a layer is switched on. */
  isVisible: (layer: unknown) => boolean
}

interface TilingPattern {
  operators: Operators
  matrix: Matrix
}

/** Patterns in patterns are followed so far. */
const deepest = 3
const whole: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
]

/** Follows the operators of a page as a painter would, and notes each glyph, mark and shape in the order of painting. */
export function walkPage(operators: Operators, setting: PageSetting): Drawing {
  const walk = new Walk(setting)
  walk.run(operators)
  return walk.drawing
}

class Walk {
  readonly #setting: PageSetting
  readonly #entries: (Glyph | MarkEvent)[] = []
  readonly #shapes: Shape[] = []
  #state: PaintState
  readonly #saved: PaintState[] = []
  /** Where the frames of forms and annotations begin, for patterns. */
  readonly #bases: Matrix[] = [identity]
  /** Streams that bring marks of their own. */
  readonly #streams: (string | null)[] = []
  readonly #marks: ('shown' | 'hidden' | 'written')[] = []
  /** How many groups are open that are not painted: masks, and what is wholly transparent. */
  #masks = 0
  readonly #groups: boolean[] = []
  #text: TextPlace = { matrix: identity, line: identity }
  #clipNext = false
  #maskedImage = false
  /** Text that only cuts out what is painted after it. */
  #cutOut: Glyph[] = []
  #pattern: TilingPattern | undefined
  readonly #followed = new Set<Operators>()
  #depth = 0
  #order = 0

  constructor(setting: PageSetting) {
    this.#setting = setting
    this.#state = firstState(setting.view)
  }

  get drawing(): Drawing {
    return { entries: this.#entries, shapes: this.#shapes }
  }

  run({ fnArray, argsArray }: Operators): void {
    for (let at = 0; at < fnArray.length; at++) {
      this.#order++
      const act = this.#acts[fnArray[at] ?? -1]
      act?.((argsArray[at] ?? []) as readonly unknown[])
    }
  }

  readonly #acts: Readonly<Record<number, (args: readonly unknown[]) => void>> = {
    [OPS.save]: () => this.#save(),
    [OPS.restore]: () => this.#restore(),
    [OPS.transform]: (args) => this.#transform(args),
    [OPS.setLineWidth]: ([width]) => {
      this.#state.lineWidth = Number(width)
    },
    [OPS.setGState]: ([entries]) => this.#setGraphics(entries as [string, unknown][]),
    [OPS.setFillRGBColor]: ([color]) => {
      this.#state.fill = colorOf(color)
      this.#pattern = undefined
    },
    [OPS.setStrokeRGBColor]: ([color]) => {
      this.#state.stroke = colorOf(color)
    },
    [OPS.setFillTransparent]: () => {
      this.#state.fill = undefined
    },
    [OPS.setFillColorN]: (args) => this.#setPattern(args),
    [OPS.setStrokeColorN]: () => {
      this.#state.stroke = undefined
    },
    [OPS.beginText]: () => {
      this.#text = { matrix: identity, line: identity }
    },
    [OPS.setTextMatrix]: ([values]) => this.#setTextMatrix(matrixOf(values) ?? identity),
    [OPS.moveText]: ([x, y]) => this.#moveText(Number(x), Number(y)),
    [OPS.setLeadingMoveText]: ([x, y]) => {
      this.#state.leading = -Number(y)
      this.#moveText(Number(x), Number(y))
    },
    [OPS.nextLine]: () => this.#moveText(0, -this.#state.leading),
    [OPS.setFont]: ([font, size]) => {
      this.#state.font = String(font)
      this.#state.fontSize = Number(size)
    },
    [OPS.setCharSpacing]: ([spacing]) => {
      this.#state.charSpacing = Number(spacing)
    },
    [OPS.setWordSpacing]: ([spacing]) => {
      this.#state.wordSpacing = Number(spacing)
    },
    [OPS.setHScale]: ([percent]) => {
      this.#state.stretch = Number(percent) / 100
    },
    [OPS.setLeading]: ([leading]) => {
      this.#state.leading = Number(leading)
    },
    [OPS.setTextRenderingMode]: ([mode]) => {
      this.#state.mode = Number(mode)
    },
    [OPS.setTextRise]: ([rise]) => {
      this.#state.rise = Number(rise)
    },
    [OPS.showText]: ([glyphs]) => this.#show(glyphs as readonly (ShownGlyph | number | null)[]),
    [OPS.clip]: () => {
      this.#clipNext = true
    },
    [OPS.eoClip]: () => {
      this.#clipNext = true
    },
    [OPS.constructPath]: ([how, data]) => this.#path(Number(how), (data as unknown[])[0]),
    [OPS.shadingFill]: () => this.#paintClip(),
    [OPS.paintImageXObject]: () => this.#image(this.#maskedImage ? undefined : true),
    [OPS.paintInlineImageXObject]: () => this.#image(this.#maskedImage ? undefined : true),
    [OPS.paintImageMaskXObject]: () => this.#image(undefined),
    [OPS.paintSolidColorImageMask]: () => this.#image(true, this.#state.fill),
    [OPS.paintFormXObjectBegin]: (args) => this.#beginForm(args),
    [OPS.paintFormXObjectEnd]: () => this.#endForm(),
    [OPS.beginGroup]: ([group]) => this.#beginGroup(group as { smask?: unknown }),
    [OPS.endGroup]: () => this.#endGroup(),
    [OPS.beginAnnotation]: (args) => this.#beginAnnotation(args),
    [OPS.endAnnotation]: () => this.#endAnnotation(),
    [OPS.beginMarkedContent]: ([tag]) => this.#beginMark(String(tag), undefined),
    [OPS.beginMarkedContentProps]: ([tag, properties]) => this.#beginMark(String(tag), properties),
    [OPS.endMarkedContent]: () => this.#endMark(),
  }

  #save(): void {
    this.#saved.push({ ...this.#state })
  }

  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state
    this.#cutOut = []
    this.#maskedImage = false
  }

  #transform(values: unknown): void {
    const matrix = matrixOf(values)
    if (matrix !== undefined) this.#state.matrix = combined(this.#state.matrix, matrix)
  }

  #setGraphics(entries: readonly [string, unknown][]): void {
    // pdf.js announces an image with a mask of its own in this way
    this.#maskedImage = entries.length === 1 && entries[0]?.[0] === 'SMask' && entries[0][1] === false
    for (const [key, value] of entries) setGraphics(this.#state, key, value)
  }

  #setPattern(args: readonly unknown[]): void {
    this.#state.fill = undefined
    const [kind, , operators, matrix] = args
    const isTiling = kind === 'TilingPattern' && typeof operators === 'object' && operators !== null
    this.#pattern = isTiling ? { operators: operators as Operators, matrix: matrixOf(matrix) ?? identity } : undefined
  }

  #setTextMatrix(matrix: Matrix): void {
    this.#text = { matrix, line: matrix }
  }

  #moveText(x: number, y: number): void {
    this.#setTextMatrix(combined(this.#text.line, [1, 0, 0, 1, x, y]))
  }

  #show(shown: readonly (ShownGlyph | number | null)[]): void {
    const font = this.#setting.fonts.get(this.#state.font)
    const { glyphs, end } = glyphsOf(shown, this.#state, this.#text, font)
    this.#text = { ...this.#text, matrix: end }
    if (this.#masks > 0) return
    const absent = this.#marks.includes('hidden')
    for (const glyph of glyphs) {
      const placed = { ...glyph, order: this.#order, absent: absent || glyph.absent }
      this.#entries.push(placed)
      if (this.#state.mode === 7 && !absent) this.#cutOut.push(placed)
    }
  }

  #path(how: number, data: unknown): void {
    const polygons = polygonsOf((data ?? []) as ArrayLike<number>, this.#state.matrix)
    const points = polygons.flat()
    const box = boxAround(points)
    const isStroke = how === OPS.stroke || how === OPS.closeStroke
    if (how !== OPS.endPath && points.length > 0) {
      if (isStroke) this.#line(polygons, box)
      else this.#fill(polygons, box, [OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke].includes(how))
    }
    if (this.#clipNext) this.#state.clip = shared(this.#state.clip, box)
    this.#clipNext = false
  }

  #line(polygons: Shape['polygons'], box: Box): void {
    const { stroke, lineWidth, matrix, strokeAlpha } = this.#state
    const thickness = lineWidth * Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    this.#add({ kind: 'line', polygons, evenOdd: false, box, color: stroke, opaque: false, thickness }, strokeAlpha)
  }

  #fill(polygons: Shape['polygons'], box: Box, evenOdd: boolean): void {
    const { fill, fillAlpha } = this.#state
    const opaque = fill === undefined ? undefined : this.#isOpaque()
    this.#add({ kind: 'fill', polygons, evenOdd, box, color: fill, opaque, thickness: 0 }, fillAlpha)
    this.#followPattern(box)
  }

  /** A gradient fills all that is not clipped away. */
  #paintClip(): void {
    const { left, bottom, right, top } = this.#state.clip
    const corners = [
      { x: left, y: bottom },
      { x: right, y: bottom },
      { x: right, y: top },
      { x: left, y: top },
    ]
    const shape = { polygons: [corners], evenOdd: false, box: this.#state.clip, color: undefined, opaque: undefined }
    this.#add({ kind: 'fill', ...shape, thickness: 0 }, this.#state.fillAlpha)
  }

  #image(opaque: boolean | undefined, color?: Shape['color']): void {
    const corners = whole.map(({ x, y }) => moved(this.#state.matrix, x, y))
    const sure = opaque === true ? this.#isOpaque() : opaque
    const shape = { polygons: [corners], evenOdd: false, box: boxAround(corners), color, opaque: sure, thickness: 0 }
    this.#add({ kind: 'image', ...shape }, this.#state.fillAlpha)
    this.#maskedImage = false
  }

  #isOpaque(): boolean | undefined {
    const { masked, plain, fillAlpha } = this.#state
    return masked ? undefined : plain && fillAlpha >= 0.95
  }

  #add(shape: Omit<Shape, 'order'>, alpha: number): void {
    if (this.#masks > 0 || this.#marks.includes('hidden') || alpha <= 0) return
    for (const glyph of this.#cutOut) glyph.absent = false
    this.#cutOut = []
    const box = shared(shape.box, this.#state.clip)
    // a line that runs along an axis has a box without height
    if (box.left <= box.right && box.bottom <= box.top) this.#shapes.push({ ...shape, box, order: this.#order })
  }

  #followPattern(area: Box): void {
    const pattern = this.#pattern
    if (pattern === undefined || this.#depth >= deepest || this.#followed.has(pattern.operators)) return
    this.#followed.add(pattern.operators)
    this.#depth++
    this.#save()
    this.#state = { ...firstState(shared(area, this.#state.clip)) }
    this.#state.matrix = combined(this.#bases.at(-1) ?? identity, pattern.matrix)
    this.run(pattern.operators)
    this.#restore()
    this.#depth--
  }

  #beginForm([matrix, box, stream, ownBox]: readonly unknown[]): void {
    this.#save()
    if (matrix) this.#transform(matrix)
    this.#bases.push(this.#state.matrix)
    this.#streams.push(typeof stream === 'string' ? stream : null)
    this.#clipTo((ownBox ?? box) as ArrayLike<number> | null | undefined)
  }

  #clipTo(box: ArrayLike<number> | null | undefined): void {
    if (box === null || box === undefined) return
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = Array.from(box)
    const corners = [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
    ].map(([x = 0, y = 0]) => moved(this.#state.matrix, x, y))
    this.#state.clip = shared(this.#state.clip, boxAround(corners))
  }

  #endForm(): void {
    this.#bases.pop()
    this.#streams.pop()
    this.#restore()
  }

  /** What is drawn inside is laid over the page as one: with the opacity of the whole. */
  #beginGroup({ smask }: { smask?: unknown }): void {
    this.#save()
    const unseen = (smask !== undefined && smask !== null) || this.#state.fillAlpha < 0.05
    this.#groups.push(unseen)
    if (unseen) this.#masks++
    this.#state.fillAlpha = 1
    this.#state.strokeAlpha = 1
  }

  #endGroup(): void {
    if (this.#groups.pop() === true) this.#masks--
    this.#restore()
  }

  #beginAnnotation([id, rect, transform, matrix]: readonly unknown[]): void {
    this.#save()
    this.#state = { ...firstState(this.#setting.view) }
    if (rect) this.#clipTo(rect as ArrayLike<number>)
    this.#transform(transform)
    this.#transform(matrix)
    this.#bases.push(this.#state.matrix)
    this.#marks.push('written')
    this.#entries.push({
      begins: true,
      id: `pdfjs_internal_id_${String(id)}`,
      tag: 'Annot',
      actualText: null,
      alone: true,
    })
  }

  #endAnnotation(): void {
    this.#endMark()
    this.#bases.pop()
    this.#restore()
  }

  #beginMark(tag: string, properties: unknown): void {
    if (tag === 'OC') {
      this.#marks.push(this.#setting.isVisible(properties) ? 'shown' : 'hidden')
      return
    }
    const { mcid = null, actualText = null } = (properties ?? {}) as {
      mcid?: number | null
      actualText?: string | null
    }
    this.#marks.push('written')
    this.#entries.push({ begins: true, id: mcid === null ? null : this.#idOf(mcid), tag, actualText })
  }

  #idOf(mcid: number): string {
    const stream = this.#streams.findLast((each) => each !== null)
    const own = stream === undefined ? undefined : `s${stream}_mc${mcid}`
    return own !== undefined && this.#setting.named.has(own) ? own : `p${this.#setting.objectId}_mc${mcid}`
  }

  #endMark(): void {
    if (this.#marks.pop() === 'written') this.#entries.push({ begins: false })
  }
}
