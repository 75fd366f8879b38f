import { ExclamationmarkTriangleIcon, PaperclipIcon } from '@navikt/aksel-icons'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { formatSize } from '../../language/numbers.ts'
import { announceAlert } from '../../live/live-regions.ts'
import { Button, Heading } from '../../ui/components.ts'
import { type AttachedFile, attachedFiles, fileBytes } from './attached-files.ts'
import { fileType, isRisky, safeFileName } from './file-name.ts'
import type { OpenedPdf } from './use-pdf.ts'

/** So many are listed at a time; a PDF can have thousands. */
const listed = 20

/** The files that the sender has put into the PDF, above its pages: at the end of forty pages nobody finds them. */
export function PdfFiles({ pdf }: { pdf: OpenedPdf }): ReactNode {
  const { t } = useTexts()
  const [files, setFiles] = useState<readonly AttachedFile[]>([])
  const [shown, setShown] = useState(listed)
  useEffect(() => {
    let left = false
    attachedFiles(pdf.document).then(
      (found) => left || setFiles(found),
      // the pages are there; what cannot be listed is still in the download
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [pdf.document])
  if (files.length === 0) return null
  return (
    <section className="pdf-files" aria-labelledby="pdf-files-heading">
      <Heading id="pdf-files-heading" level={2} data-size="2xs">
        <PaperclipIcon aria-hidden="true" />
        {t('pdf.files', { n: files.length })}
      </Heading>
      {pdf.kind?.collection === true && <p>{t('pdf.collection')}</p>}
      {pdf.unlocked && <p>{t('pdf.filesUnseen')}</p>}
      <ul>
        {files.slice(0, shown).map((file, at) => (
          <PdfFile key={file.id} document={pdf.document} file={file} number={at + 1} />
        ))}
      </ul>
      {shown < files.length && (
        <Button variant="secondary" data-size="sm" onClick={() => setShown(shown + listed)}>
          {t('pdf.moreFiles', { n: files.length - shown })}
        </Button>
      )}
    </section>
  )
}

interface PdfFileProps {
  document: PDFDocumentProxy
  file: AttachedFile
  number: number
}

function PdfFile({ document, file, number }: PdfFileProps): ReactNode {
  const { t, language } = useTexts()
  const name = safeFileName(file.name, t('pdf.fileName', { number }))
  const size = useFileSize(document, file)
  const save = async (): Promise<void> => {
    try {
      saveBytes(await fileBytes(document, file), name)
    } catch {
      announceAlert(t('pdf.fileFailed', { name }))
    }
  }
  const type = fileType(name).toUpperCase()
  const facts = [type, size === undefined ? '' : size === null ? t('pdf.fileUnreadable') : formatSize(size, language)]
  return (
    <li>
      <span className="pdf-file-name">{name}</span>
      <span className="pdf-file-facts">{facts.filter(Boolean).join(' · ')}</span>
      {file.description !== '' && <span className="pdf-file-facts">{file.description}</span>}
      {isRisky(file.name) && (
        <span className="pdf-file-warning">
          <ExclamationmarkTriangleIcon aria-hidden="true" />
          {t('pdf.riskyFile')}
        </span>
      )}
      {size !== null && (
        <Button variant="secondary" data-size="sm" aria-label={t('pdf.saveFile', { name })} onClick={() => void save()}>
          {t('action.download')}
        </Button>
      )}
    </li>
  )
}

/** One file after the other is unpacked to be measured: what a PDF says of their size need not be true. */
let turn: Promise<unknown> = Promise.resolve()

/** @returns undefined while it is not known, null for a file that cannot be read */
function useFileSize(document: PDFDocumentProxy, file: AttachedFile): number | null | undefined {
  const [size, setSize] = useState<number | null>()
  useEffect(() => {
    let left = false
    turn = turn.then(async () => {
      if (left) return
      const measured = await fileBytes(document, file).then(
        ({ length }) => length,
        () => null,
      )
      if (!left) setSize(measured)
    })
    return () => {
      left = true
    }
  }, [document, file])
  return size
}

/** As bytes of no type: no browser opens or runs what it does not know. */
function saveBytes(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = window.document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // the browser has its own hold on the bytes once it has begun
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
