import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useEffectEvent, useState } from 'react'
import type { WishedPlace } from '../reading-place.ts'
import type { OpenHeadings } from './heading-levels.ts'
import { type PageText, pageText } from './page-text.ts'
import { readPage } from './read-page.ts'

/** So much the browser draws without effort; the rest of a long document is made when it is asked for. */
const budget = 15_000

/** So many pages after those that are made are waited for. */
const nextPages = 3

export interface TextPages {
  /** The page that the text begins with. */
  first: number
  pages: readonly PageText[]
  state: 'reading' | 'paused' | 'done' | 'failed'
  more: () => void
  startAt: (page: number) => void
}

/**
 * Makes the text page by page, and lets the browser draw and listen between two of them. Stops when the view is left.
 *
 * @param wished a page that is to be there: when it is far from those that are made, the text begins with it
 */
export function useTextPages(document: PDFDocumentProxy, wished: WishedPlace | undefined): TextPages {
  const [allowed, setAllowed] = useState(budget)
  const [{ first, pages, headings }, setMade] = useState<Made>({ first: 1, pages: [], headings: [] })
  const [failed, setFailed] = useState(false)
  const done = first + pages.length - 1 === document.numPages
  const paused = pages.reduce((sum, { size }) => sum + size, 0) >= allowed
  const next = done || paused || failed ? undefined : first + pages.length
  const startAt = (page: number): void => {
    setAllowed(budget)
    setMade({ first: page, pages: [], headings: [] })
    setFailed(false)
  }
  const jump = useEffectEvent((page: number) => {
    if (page < first || page > first + pages.length - 1 + nextPages) startAt(page)
  })
  useEffect(() => {
    if (wished !== undefined) jump(wished.page)
  }, [wished])
  useEffect(() => {
    if (next === undefined) return
    let left = false
    const make = async (): Promise<void> => {
      try {
        const source = await readPage(document, next)
        await pause()
        if (left) return
        const made = pageText(source, headings)
        setMade((before) => withPage(before, made))
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
  return { first, pages, state, startAt, more: () => setAllowed((before) => before + budget) }
}

interface Made {
  first: number
  pages: readonly PageText[]
  headings: OpenHeadings
}

/** A page that was under way when the text began elsewhere has no place any more. */
function withPage(before: Made, { page, headings }: ReturnType<typeof pageText>): Made {
  const next = before.first + before.pages.length
  return page.number === next ? { first: before.first, pages: [...before.pages, page], headings } : before
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
