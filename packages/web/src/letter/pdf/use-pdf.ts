import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { openPdf, readyEngine } from './pdf-engine.ts'

export interface OpenedPdf {
  document: PDFDocumentProxy
  /** Size of the first page, taken for all until they are there themselves. */
  firstPage: PDFPageProxy
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
    const open = async (): Promise<void> => {
      try {
        const document = await task.promise
        const firstPage = await document.getPage(1)
        if (!left) setState({ pdf: { document, firstPage }, unreadable: false })
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
