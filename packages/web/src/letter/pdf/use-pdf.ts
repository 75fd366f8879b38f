import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { openPdf, readyEngine } from './pdf-engine.ts'
import { closePdfEngine } from './pdf-engine-handle.ts'
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
}

export type PdfState = { pdf: OpenedPdf | undefined; unreadable: boolean }

/** Opens the bytes with pdf.js; closing the view frees what it has taken. */
export function usePdf(bytes: Uint8Array<ArrayBuffer> | undefined): PdfState {
  const [state, setState] = useState<PdfState>({ pdf: undefined, unreadable: false })
  useEffect(() => void readyEngine(), [])
  useEffect(() => {
    if (bytes === undefined) return
    let left = false
    const task = openPdf(bytes)
    const show = (pdf: OpenedPdf): void => {
      if (!left) setState({ pdf, unreadable: false })
    }
    const open = async (): Promise<void> => {
      try {
        const document = await task.promise
        const firstPage = await document.getPage(1)
        const pdf = { document, firstPage, tagged: undefined, language: undefined }
        show(pdf)
        show({ ...pdf, ...(await readTags(document, firstPage)) })
      } catch {
        // encrypted with a password, or broken: no page of it can be shown
        if (!left) setState({ pdf: undefined, unreadable: true })
      }
    }
    void open()
    return () => {
      left = true
      void task.destroy()
    }
  }, [bytes])
  return state
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
