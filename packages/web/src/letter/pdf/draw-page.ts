import { type PDFPageProxy, TextLayer } from 'pdfjs-dist'

/** Sharper than this is not seen on a phone, and costs memory by the square. */
const sharpest = 2

/**
 * Draws the picture and lays the text over it.
 *
 * @returns stops what is still under way
 */
export function drawPage(page: PDFPageProxy, scale: number, canvas: HTMLCanvasElement, text: HTMLElement): () => void {
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
  for (const work of [picture.promise, layer.render()]) work.catch(leaveWhite)
  return () => {
    picture.cancel()
    layer.cancel()
  }
}

/** Cancelled, or a page that cannot be drawn and stays white: the others and the download are there. */
function leaveWhite(): void {}
