import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useState } from 'react'
import { openPdf, readyEngine } from './pdf-engine.ts'
import { closePdfEngine } from './pdf-engine-handle.ts'
import { type PdfFailure, whyNotOpened } from './pdf-failure.ts'
import { type PdfKind, readKind } from './pdf-kind.ts'
import { languageTag } from './text/language-tag.ts'
import { readTree } from './text/read-page.ts'
import { isLate } from './within.ts'

export interface OpenedPdf {
  document: PDFDocumentProxy
  /** Size of the first page, taken for all until they are there themselves. */
  firstPage: PDFPageProxy
  /** Whether the PDF tells its own structure; undefined until that is known. */
  tagged: boolean | undefined
  /** Of the whole document; undefined when it does not say. */
  language: string | undefined
  /** A form, a collection …: what the pages alone do not tell. */
  kind: PdfKind | undefined
  /** It was opened with a password, so nothing on the server has seen what is in it. */
  unlocked: boolean
}

export type PdfState =
  | { is: 'opening' }
  /** `tries`: how many passwords were not the PDF's. */
  | { is: 'locked'; tries: number; unlock: (password: string) => void }
  | { is: 'open'; pdf: OpenedPdf }
  | { is: 'failed'; why: PdfFailure }

/** Opens the bytes with pdf.js; closing the view frees what it has taken. */
export function usePdf(bytes: Uint8Array<ArrayBuffer> | undefined): PdfState {
  const [state, setState] = useState<PdfState>({ is: 'opening' })
  useEffect(warmUp, [])
  useEffect(() => {
    if (bytes === undefined) return
    let left = false
    const show = (next: PdfState): void => {
      if (!left) setState(next)
    }
    const opening = startOpening(bytes, show)
    return () => {
      left = true
      void opening?.destroy()
    }
  }, [bytes])
  return state
}

/** Nobody waits for it yet: who opens a letter is told when it fails. */
function warmUp(): void {
  try {
    readyEngine()
  } catch {
    // the same happens to the bytes, and is said there
  }
}

type Show = (state: PdfState) => void

function startOpening(bytes: Uint8Array<ArrayBuffer>, show: Show): PDFDocumentLoadingTask | undefined {
  let state: PdfState['is'] = 'opening'
  const go = (next: PdfState): void => {
    // the first cause counts: what is closed after it fails as well
    if (state === 'failed') return
    state = next.is
    show(next)
  }
  const fail = (error: unknown): void => go({ is: 'failed', why: whyNotOpened(error) })
  try {
    readyEngine().failed.catch((error: unknown) => {
      // a fault in one page is said there, and the others may still come
      if (state === 'open') return
      fail(error)
      // the next letter, or the next try, gets a worker of its own
      closePdfEngine()
    })
    const task = openPdf(bytes)
    open(task, go).catch(fail)
    return task
  } catch (error) {
    fail(error)
    return undefined
  }
}

async function open(task: PDFDocumentLoadingTask, show: Show): Promise<void> {
  let tries = -1
  task.onPassword = (give: (password: string) => void) => {
    tries++
    // typed on some keyboards, å is two signs; the programs that lock PDFs count it as one
    show({ is: 'locked', tries, unlock: (password) => give(password.normalize('NFC')) })
  }
  const document = await task.promise
  if (document.numPages === 0) throw new Error('The PDF has no pages')
  const firstPage = await document.getPage(1)
  const pdf = { document, firstPage, tagged: undefined, language: undefined, kind: undefined, unlocked: tries >= 0 }
  show({ is: 'open', pdf })
  const [tags, kind] = await Promise.all([readTags(document, firstPage), readKind(document)])
  show({ is: 'open', pdf: { ...pdf, ...tags, kind } })
}

type Tags = Pick<OpenedPdf, 'tagged' | 'language'>

async function readTags(document: PDFDocumentProxy, firstPage: PDFPageProxy): Promise<Tags> {
  try {
    const [tree, mark, text] = await Promise.all([
      readTree(firstPage),
      document.getMarkInfo() as Promise<Map<string, boolean> | null>,
      firstPage.getTextContent(),
    ])
    return { tagged: tree !== null || mark?.get('Marked') === true, language: languageTag(text.lang) }
  } catch (error) {
    if (!isLate(error)) return { tagged: false, language: undefined }
    // a worker that is lost in the tags draws no pages either, and keeps a processor busy until it is ended
    closePdfEngine()
    throw error
  }
}
