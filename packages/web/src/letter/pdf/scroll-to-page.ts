import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { WishedPlace } from './reading-place.ts'

/**
 * Brings a page, or the place on it, to the upper edge and puts the focus there.
 *
 * @returns stops what is still under way
 */
export function scrollToPage(frame: HTMLElement | null, document: PDFDocumentProxy, place: WishedPlace): () => void {
  let stopped = false
  const go = async (): Promise<void> => {
    const find = (): HTMLElement | null => frame?.querySelector(`[data-page="${place.page}"]`) ?? null
    find()?.scrollIntoView({ block: 'start' })
    find()?.focus({ preventScroll: true })
    if (place.top === undefined) return
    const viewport = (await document.getPage(place.page)).getViewport({ scale: 1 })
    const target = find()
    if (stopped || target === null) return
    const [, y = 0] = viewport.convertToViewportPoint(0, place.top) as number[]
    const share = Math.min(Math.max(y / viewport.height, 0), 1)
    // the nearest box that scrolls is the pane on a wide screen, and the window on a phone: a mark serves both
    const mark = target.appendChild(window.document.createElement('span'))
    mark.className = 'pdf-place'
    mark.style.top = `${share * 100}%`
    mark.scrollIntoView({ block: 'start' })
    mark.remove()
  }
  go().catch(() => undefined)
  return () => {
    stopped = true
  }
}
