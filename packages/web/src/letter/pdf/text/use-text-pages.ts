import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useRef, useState } from 'react'
import type { OpenHeadings } from './heading-levels.ts'
import { type PageText, pageText } from './page-text.ts'
import { readPage } from './read-page.ts'

/** So much the browser draws without effort; the rest of a long document is made when it is asked for. */
const budget = 15_000

export interface TextPages {
  pages: readonly PageText[]
  state: 'reading' | 'paused' | 'done' | 'failed'
  more: () => void
}

/** Makes the text page by page, and lets the browser draw and listen between two of them. Stops when the view is left. */
export function useTextPages(document: PDFDocumentProxy): TextPages {
  const [allowed, setAllowed] = useState(budget)
  const [pages, setPages] = useState<readonly PageText[]>([])
  const [failed, setFailed] = useState(false)
  const headings = useRef<OpenHeadings>([])
  const done = pages.length === document.numPages
  const paused = pages.reduce((sum, { size }) => sum + size, 0) >= allowed
  const next = done || paused || failed ? undefined : pages.length + 1
  useEffect(() => {
    if (next === undefined) return
    let left = false
    const make = async (): Promise<void> => {
      try {
        const source = await readPage(document, next)
        await pause()
        if (left) return
        const made = pageText(source, headings.current)
        headings.current = made.headings
        setPages((before) => [...before, made.page])
      } catch {
        if (!left) setFailed(true)
      }
    }
    void make()
    return () => {
      left = true
    }
  }, [document, next])
  const state = failed ? 'failed' : done ? 'done' : paused ? 'paused' : 'reading'
  return { pages, state, more: () => setAllowed((before) => before + budget) }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
