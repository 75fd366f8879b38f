import { AnnotationType, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface AttachedFile {
  /** By which pdf.js gives the bytes. */
  id: string
  /** As the sender named it; for the screen. */
  name: string
  description: string
}

interface FileSpecification {
  rawFilename?: string
  filename: string
  description?: string
}

interface FileAnnotation {
  fileId?: string
  file?: FileSpecification
}

/** Pages beyond these are not looked through for files pinned to them: each page takes some milliseconds. */
const pagesLookedThrough = 200

/** Files inside the PDF: those of the document, and those that are pinned to its pages. */
export async function attachedFiles(document: PDFDocumentProxy): Promise<AttachedFile[]> {
  const [ofDocument, ofPages] = await Promise.all([
    document.getAttachments() as Promise<Map<string, FileSpecification> | null>,
    filesOnPages(document),
  ])
  const files = [...(ofDocument ?? [])].map(([id, file]) => fileOf(id, file))
  for (const { fileId, file } of ofPages) {
    if (fileId === undefined || file === undefined || files.some(({ id }) => id === fileId)) continue
    files.push(fileOf(fileId, file))
  }
  return files
}

/** @throws when it is encrypted in a way of its own, broken, or larger than there is memory */
export async function fileBytes(document: PDFDocumentProxy, { id }: AttachedFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = (await document.getAttachmentContent(id)) as Uint8Array<ArrayBuffer> | null
  if (bytes === null) throw new Error('The PDF names a file that is not in it')
  return bytes
}

async function filesOnPages(document: PDFDocumentProxy): Promise<FileAnnotation[]> {
  const skipped = new Set(Array.from({ length: document.numPages }, (_, at) => at).slice(pagesLookedThrough))
  const found: unknown = await document
    .getAnnotationsByType(new Set([AnnotationType.FILEATTACHMENT]), skipped)
    .catch(() => [])
  return (found as FileAnnotation[] | null) ?? []
}

function fileOf(id: string, { rawFilename, filename, description = '' }: FileSpecification): AttachedFile {
  return { id, name: rawFilename === undefined || rawFilename === '' ? filename : rawFilename, description }
}
