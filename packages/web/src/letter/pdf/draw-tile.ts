import type { PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Tile } from './page-geometry.ts'

/**
 * `incomplete`: something of the page, a font or a picture, cannot be drawn. `failed`: nothing of it can.
 */
export type Outcome = 'drawn' | 'incomplete' | 'failed'

/** After this the next page has its turn; a page that takes longer may still come. */
const longestTurn = 10_000

/** One page after the other: drawn at the same time, all would be there only when the last one is. */
let turn: Promise<unknown> = Promise.resolve()

export interface Drawing {
  /** Undefined when it was stopped. Never rejected. */
  outcome: Promise<Outcome | undefined>
  stop: () => void
}

/** Draws a part of a page, when the parts asked for before are done. */
export function drawTile(
  page: PDFPageProxy,
  scale: number,
  ratio: number,
  tile: Tile,
  canvas: HTMLCanvasElement,
): Drawing {
  let stopped = false
  let task: RenderTask | undefined
  const draw = async (): Promise<Outcome | undefined> => {
    if (stopped) return undefined
    try {
      canvas.width = Math.round(tile.width * ratio)
      canvas.height = Math.round(tile.height * ratio)
      // with transparency, so that a canvas the browser has no memory for can be told from a drawn one
      const context = canvas.getContext('2d', { willReadFrequently: true })
      if (context === null) return 'failed'
      const transform = [ratio, 0, 0, ratio, -tile.left * ratio, -tile.top * ratio]
      task = page.render({ canvas, viewport: page.getViewport({ scale }), transform })
      await task.promise
      if (!isCovered(context, canvas)) return 'failed'
      return hasLosses(page) ? 'incomplete' : 'drawn'
    } catch (error) {
      return stopped || (error as Error | undefined)?.name === 'RenderingCancelledException' ? undefined : 'failed'
    }
  }
  const outcome = turn.then(draw)
  turn = Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, longestTurn))])
  return {
    outcome,
    stop() {
      stopped = true
      task?.cancel()
      // Safari gives the memory of a canvas back when it has no size, and not when it is gone
      canvas.width = canvas.height = 0
    },
  }
}

/** Every page is painted white first: a canvas without that has no memory behind it. */
function isCovered(context: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement): boolean {
  const [, , , alpha] = context.getImageData(width - 1, height - 1, 1, 1).data
  return alpha === 255
}

/**
 * pdf.js draws on without what it cannot use, and says so in the console only: in place of the font stands an error's
 * text, in place of the picture nothing.
 */
function hasLosses(page: PDFPageProxy): boolean {
  const { objs, commonObjs } = page as unknown as Record<'objs' | 'commonObjs', Iterable<[string, unknown]>>
  const lost = ([, thing]: [string, unknown]): boolean => thing === null || typeof thing === 'string'
  return [...objs].some(lost) || [...commonObjs].some(lost)
}

/** How finely the picture is looked through for ink at first. */
const coarse = 96

/** Whether something but white is on the canvas. */
export function hasInk(canvas: HTMLCanvasElement): boolean {
  if (canvas.width === 0 || canvas.height === 0) return true
  const small = canvas.ownerDocument.createElement('canvas')
  small.width = small.height = coarse
  const context = small.getContext('2d', { willReadFrequently: true })
  if (context === null) return true
  context.imageSmoothingQuality = 'high'
  context.drawImage(canvas, 0, 0, coarse, coarse)
  if (!isWhite(context.getImageData(0, 0, coarse, coarse))) return true
  // a thin line may have vanished: then all of it is looked at, in parts
  for (let top = 0; top < canvas.height; top += coarse) {
    for (let left = 0; left < canvas.width; left += coarse) {
      context.fillStyle = '#fff'
      context.fillRect(0, 0, coarse, coarse)
      context.drawImage(canvas, -left, -top)
      if (!isWhite(context.getImageData(0, 0, coarse, coarse))) return true
    }
  }
  return false
}

function isWhite({ data }: ImageData): boolean {
  return data.every((value) => value === 255)
}
