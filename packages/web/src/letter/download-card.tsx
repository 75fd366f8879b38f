import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { FileIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { formatSize } from '../language/numbers.ts'
import { Button, Card, Paragraph } from '../ui/components.ts'
import { useDownload } from './use-download.ts'

interface DownloadProps {
  letter: Letter
  document: LetterDocument
}

/** For what no browser shows: name, type, size and the way to get it. */
export function DownloadCard({ letter, document }: DownloadProps): ReactNode {
  const { t, language } = useTexts()
  const download = useDownload(letter, document)
  return (
    <Card className="file-card" data-color="neutral">
      <FileIcon aria-hidden="true" className="file-card-icon" />
      <div>
        <p className="file-name">{document.downloadName ?? document.fileType}</p>
        <p className="file-facts">
          {document.fileType.toUpperCase()} · {formatSize(document.size, language)}
        </p>
        <Paragraph>{t('paper.download')}</Paragraph>
        <div className="button-row" data-color="accent">
          <Button onClick={() => void download()}>{t('action.download')}</Button>
        </div>
      </div>
    </Card>
  )
}

/** Where the part of the page that shows the document is missing. */
export function DownloadButton({ letter, document }: DownloadProps): ReactNode {
  const { t } = useTexts()
  const download = useDownload(letter, document)
  return (
    <Button variant="secondary" onClick={() => void download()}>
      {t('action.download')}
    </Button>
  )
}
