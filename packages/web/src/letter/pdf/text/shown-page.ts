import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { createContext } from 'react'

/** The page that text is taken from, for the lines that are shown as it draws them. */
export interface ShownPage {
  load: () => Promise<PDFPageProxy>
}

export const ShownPageContext = createContext<ShownPage | undefined>(undefined)
