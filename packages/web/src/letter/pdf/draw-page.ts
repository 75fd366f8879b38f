import { type PDFPageProxy, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Sharper than this is not seen on a phone, and costs memory by the square. */
const sharpest = 2

/** One page after the other: drawn at the same time, all would be there only when the last one is. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Draws the picture and lays the text over it, when the pages asked for before are done.
 *
 * @returns stops what is still under way or waiting
 */
export function drawPage(page: PDFPageProxy, scale: number, canvas: HTMLCanvasElement, text: HTMLElement): () => void {
  let stopped = false
  let stop = (): void => {}
  const draw = (): Promise<unknown> | undefined => {
    if (stopped) return undefined
    const drawing = startDrawing(page, scale, canvas, text)
    stop = drawing.stop
    return drawing.done
  }
  // whatever becomes of one page, the next one has its turn
  turn = turn.then(draw).catch(() => undefined)
  return () => {
    stopped = true
    stop()
  }
}

interface Drawing {
  /** Fulfilled also when it was cancelled, or when a page cannot be drawn and stays white: the download is there. */
  done: Promise<unknown>
  stop: () => void
}

function startDrawing(page: PDFPageProxy, scale: number, canvas: HTMLCanvasElement, text: HTMLElement): Drawing {
  const viewport = page.getViewport({ scale })
  const ratio = Math.min(window.devicePixelRatio, sharpest)
  canvas.width = Math.floor(viewport.width * ratio)
  canvas.height = Math.floor(viewport.height * ratio)
  const picture = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] })
  text.replaceChildren()
  text.style.setProperty('--total-scale-factor', String(scale))
  const layer = new TextLayer({
    textContentSource: page.streamTextContent({ includeMarkedContent: true }),
    container: text,
    viewport,
  })
  return {
    done: Promise.allSettled([picture.promise, layer.render()]),
    stop() {
      picture.cancel()
      layer.cancel()
    },
  }
}
