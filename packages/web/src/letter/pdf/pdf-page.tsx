import { type PDFPageProxy, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { useElapsed } from '../../ui/waiting.tsx'
import { drawTile, hasInk, type Outcome } from './draw-tile.ts'
import { canvasRatio, pageScale, pageSize, type Tile, tilesOf } from './page-geometry.ts'
import { PageNote, type PageTrouble } from './page-note.tsx'
import { PdfLinks } from './pdf-links.tsx'
import { useNear } from './use-near.ts'
import type { OpenedPdf } from './use-pdf.ts'

/** A page that takes longer to draw says so. */
const slow = 20_000

interface PdfPageProps {
  pdf: OpenedPdf
  number: number
  /** Of the paper. */
  width: number
  zoom: number
  /** How many pages are placed together with this one. */
  together: number
}

/** One page. Drawn only while it is in view or next to it; until it is near, it has the first page's size. */
export function PdfPage({ pdf, number, width, zoom, together }: PdfPageProps): ReactNode {
  const { t } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const near = useNear(frame)
  const [page, setPage] = useState<PDFPageProxy>()
  const [trouble, setTrouble] = useState<PageTrouble>()
  useEffect(() => {
    if (!near || page !== undefined) return
    let left = false
    void pdf.document.getPage(number).then(
      (loaded) => left || setPage(loaded),
      () => left || setTrouble('failed'),
    )
    return () => {
      left = true
    }
  }, [near, page, pdf, number])
  // what pdf.js keeps for drawing a page again is a multiple of its bytes
  useEffect(() => {
    if (near && page !== undefined) return () => void page.cleanup()
    return undefined
  }, [near, page])
  const shape = (page ?? pdf.firstPage).getViewport({ scale: 1 })
  const scale = pageScale(shape, width, zoom, together)
  const size = pageSize(shape, scale)
  const place = t('paper.page', { page: number, pages: pdf.document.numPages })
  return (
    <>
      {trouble !== undefined && <PageNote trouble={trouble} page={number} />}
      <div
        ref={frame}
        className="pdf-page"
        data-page={number}
        role="region"
        aria-label={place}
        tabIndex={-1}
        style={size}
      >
        {near && page !== undefined && (
          <DrawnPage key={scale} pdf={pdf} page={page} scale={scale} onTrouble={setTrouble} />
        )}
      </div>
    </>
  )
}

interface DrawnPageProps {
  pdf: OpenedPdf
  page: PDFPageProxy
  scale: number
  onTrouble: (trouble: PageTrouble | undefined) => void
}

function DrawnPage({ pdf, page, scale, onTrouble }: DrawnPageProps): ReactNode {
  const { t } = useTexts()
  const text = useRef<HTMLDivElement>(null)
  const shape = page.getViewport({ scale: 1 })
  const ratio = canvasRatio(window.devicePixelRatio)
  const tiles = tilesOf(pageSize(shape, scale), ratio)
  const [drawn, setDrawn] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [words, setWords] = useState<boolean>()
  const [inkless, setInkless] = useState(false)
  useEffect(() => {
    if (text.current === null) return
    const layer = layText(page, scale, text.current)
    void layer.hasWords.then(setWords)
    return layer.stop
  }, [page, scale])
  const late = useElapsed(slow) && drawn.size === 0
  const trouble = late ? 'slow' : troubleOf([...drawn.values()], inkless && words === true)
  useEffect(() => onTrouble(trouble), [trouble, onTrouble])
  const onDrawn = ({ left, top }: Tile, outcome: Outcome, canvas: HTMLCanvasElement): void => {
    setDrawn((before) => new Map(before).set(`${left} ${top}`, outcome))
    // of a page in parts, one may well be empty
    if (tiles.length === 1 && outcome !== 'failed') setInkless(!hasInk(canvas))
  }
  return (
    <>
      {drawn.size === 0 && <span className="pdf-page-waiting">{t('paper.drawing', { page: page.pageNumber })}</span>}
      {tiles.map((tile) => (
        <PdfTile
          key={`${tile.left} ${tile.top}`}
          {...{ page, scale, ratio, tile, onDrawn }}
          alone={tiles.length === 1}
        />
      ))}
      <div ref={text} className="textLayer" />
      <PdfLinks document={pdf.document} page={page} scale={scale} />
    </>
  )
}

function troubleOf(outcomes: readonly Outcome[], unseen: boolean): PageTrouble | undefined {
  if (outcomes.includes('failed')) return 'failed'
  if (unseen) return 'unseen'
  return outcomes.includes('incomplete') ? 'incomplete' : undefined
}

interface PdfTileProps {
  page: PDFPageProxy
  scale: number
  ratio: number
  tile: Tile
  /** The whole page is this one part, and near already. */
  alone: boolean
  onDrawn: (tile: Tile, outcome: Outcome, canvas: HTMLCanvasElement) => void
}

/** A part of a page. It has a canvas, and the memory for it, only while it is near. */
function PdfTile({ tile, alone, ...drawing }: PdfTileProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const near = useNear(frame) || alone
  return (
    <div ref={frame} className="pdf-tile" style={tile}>
      {near && <TileCanvas tile={tile} {...drawing} />}
    </div>
  )
}

function TileCanvas({ page, scale, ratio, tile, onDrawn }: Omit<PdfTileProps, 'alone'>): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { left, top, width, height } = tile
  const tell = useEffectEvent((outcome: Outcome, element: HTMLCanvasElement) => onDrawn(tile, outcome, element))
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const { outcome, stop } = drawTile(page, scale, ratio, { left, top, width, height }, element)
    void outcome.then((become) => become !== undefined && tell(become, element))
    return stop
  }, [page, scale, ratio, left, top, width, height])
  return <canvas ref={canvas} aria-hidden="true" />
}

interface LaidText {
  /** False also when the text cannot be read. */
  hasWords: Promise<boolean>
  stop: () => void
}

/** Lays the page's text over its picture, to select and to read aloud. */
function layText(page: PDFPageProxy, scale: number, container: HTMLElement): LaidText {
  container.replaceChildren()
  container.style.setProperty('--total-scale-factor', String(scale))
  const layer = new TextLayer({
    textContentSource: page.streamTextContent({ includeMarkedContent: true }),
    container,
    viewport: page.getViewport({ scale }),
  })
  const hasWords = layer.render().then(
    () => layer.textContentItemsStr.some((text: string) => text.trim() !== ''),
    () => false,
  )
  return { hasWords, stop: () => layer.cancel() }
}
