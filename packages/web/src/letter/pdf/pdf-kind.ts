import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface PdfKind {
  /** `xfa`: the form is a program of Adobe's, and the pages only say so. `fields`: fields on the pages, not to fill in here. */
  form: 'xfa' | 'fields' | undefined
  /** The PDF is an envelope: its pages are a cover, the letter is in the files inside. */
  collection: boolean
}

interface DocumentInfo {
  IsAcroFormPresent?: boolean
  IsXFAPresent?: boolean
  IsCollectionPresent?: boolean
}

/** What the pages of a PDF do not say of it themselves. */
export async function readKind(document: PDFDocumentProxy): Promise<PdfKind> {
  try {
    const { info } = (await document.getMetadata()) as { info: DocumentInfo }
    const fields = info.IsAcroFormPresent === true
    const xfa = info.IsXFAPresent === true && (!fields || (await isPlaceholder(document)))
    return { form: xfa ? 'xfa' : fields ? 'fields' : undefined, collection: info.IsCollectionPresent === true }
  } catch {
    return { form: undefined, collection: false }
  }
}

/** The one page that Adobe's programs put before a form that only they can show. */
async function isPlaceholder(document: PDFDocumentProxy): Promise<boolean> {
  const { items } = await (await document.getPage(1)).getTextContent()
  const text = items.map((item) => ('str' in item ? item.str : '')).join(' ')
  return document.numPages === 1 && /please\s+wait/i.test(text)
}
