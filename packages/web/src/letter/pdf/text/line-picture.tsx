import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type ReactNode, useContext, useEffect, useRef } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import { useNear } from '../use-near.ts'
import type { Box } from './drawn/geometry.ts'
import { ShownPageContext } from './shown-page.ts'

/** Sharp enough to read and to enlarge; no line of a letter needs more points in all. */
const sharpness = 3
const mostPixels = 4_000_000
const longestEdge = 4096
/** Around the letters, in points. */
const margin = 2

/**
 * A part of a line as the page draws it, where a number in it cannot be read for sure. Whoever does not see it hears
 * that, and the words around the number.
 */
export function LinePicture({ box, words }: { box: Box; words: string }): ReactNode {
  const { t, language } = useTexts()
  const shown = useContext(ShownPageContext)
  const frame = useRef<HTMLSpanElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const near = useNear(frame)
  useEffect(() => {
    if (!near || canvas.current === null || shown === undefined) return
    return drawLine(shown.load, box, canvas.current)
  }, [near, shown, box])
  const width = box.right - box.left + 2 * margin
  const height = box.top - box.bottom + 2 * margin
  return (
    <span ref={frame} className="text-unread">
      <canvas
        ref={canvas}
        role="img"
        lang={language}
        aria-label={t('paper.unreadNumber', { words: words === '' ? '…' : words })}
        // as high as the text around it, at the size that the page gives it against a common letter
        style={{ width: `${width / commonSize}em`, aspectRatio: `${width} / ${height}` }}
      />
      <span aria-hidden="true" className="text-unread-note" lang={language}>
        {t('paper.unreadNote')}
      </span>
    </span>
  )
}

/** Size of a letter's text, in points: one em of the view. */
const commonSize = 11

function drawLine(load: () => Promise<PDFPageProxy>, box: Box, canvas: HTMLCanvasElement): () => void {
  let left = false
  let stop = (): void => {}
  const draw = async (): Promise<void> => {
    const page = await load()
    if (left) return
    const whole = page.getViewport({ scale: 1 })
    const [x1 = 0, y1 = 0] = whole.convertToViewportPoint(box.left - margin, box.bottom - margin) as number[]
    const [x2 = 0, y2 = 0] = whole.convertToViewportPoint(box.right + margin, box.top + margin) as number[]
    const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)]
    const byArea = Math.sqrt(mostPixels / Math.max(width * height, 1))
    const scale = Math.min(sharpness, byArea, longestEdge / Math.max(width, height, 1))
    canvas.width = Math.max(1, Math.floor(width * scale))
    canvas.height = Math.max(1, Math.floor(height * scale))
    const viewport = page.getViewport({
      scale,
      offsetX: -Math.min(x1, x2) * scale,
      offsetY: -Math.min(y1, y2) * scale,
    })
    const drawing = page.render({ canvas, viewport })
    stop = () => drawing.cancel()
    await drawing.promise
  }
  // without the picture its words and the way to the page remain
  void draw().catch(() => undefined)
  return () => {
    left = true
    stop()
  }
}
