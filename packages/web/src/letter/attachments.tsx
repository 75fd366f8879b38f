import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import {
  FileIcon,
  FilePdfIcon,
  HourglassIcon,
  ImageIcon,
  PadlockLockedIcon,
  XMarkOctagonIcon,
} from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { formatSize } from '../language/numbers.ts'
import { PageLink } from '../router/page-link.tsx'
import { Button, Details, Heading, Tag } from '../ui/components.ts'
import type { LetterPaths } from './letter-view.tsx'
import { useDownload } from './use-download.ts'

/** Each opens in the reader under its own address; each may need its own level. */
export function Attachments({ documents, paths }: { documents: LetterDocument[]; paths: LetterPaths }): ReactNode {
  const { t } = useTexts()
  const shown = documents.filter(({ technical }) => !technical)
  if (shown.length === 0) return null
  return (
    <section className="attachments" aria-labelledby="attachments-heading">
      <Heading id="attachments-heading" level={2} data-size="2xs">
        {t('letter.attachments', { n: shown.length })}
      </Heading>
      <ul>
        {shown.map((document) => (
          <li key={document.id}>
            <PageLink className="attachment" href={paths.document(document.id)}>
              <DocumentIcon document={document} />
              <span className="attachment-name">
                {document.subject ?? t(document.lock?.hidden ? 'letter.hiddenAttachment' : 'letter.attachment')}
              </span>
              <DocumentFacts document={document} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Files for programs; they have no subject and are only ever downloaded. */
export function TechnicalFiles({ letter }: { letter: Letter }): ReactNode {
  const { t } = useTexts()
  const technical = letter.documents.filter((document) => document.technical)
  if (technical.length === 0) return null
  return (
    <Details className="technical">
      <Details.Summary>{t('letter.technical')}</Details.Summary>
      <Details.Content>
        <ul>
          {technical.map((document) => (
            <TechnicalFile key={document.id} letter={letter} document={document} />
          ))}
        </ul>
      </Details.Content>
    </Details>
  )
}

function TechnicalFile({ letter, document }: { letter: Letter; document: LetterDocument }): ReactNode {
  const { t } = useTexts()
  const download = useDownload(letter, document)
  return (
    <li className="technical-file">
      <span>{t('letter.technicalName', { type: document.fileType.toUpperCase() })}</span>
      <DocumentFacts document={document} />
      {document.lock === null && document.scan === 'clean' && (
        <Button variant="tertiary" onClick={() => void download()}>
          {t('action.download')}
        </Button>
      )}
    </li>
  )
}

function DocumentFacts({ document }: { document: LetterDocument }): ReactNode {
  const { t, language } = useTexts()
  return (
    <span className="attachment-facts">
      {document.lock !== null && (
        <Tag data-color="warning" data-size="sm">
          <PadlockLockedIcon aria-hidden="true" />
          {t('row.locked')}
        </Tag>
      )}
      {document.lock === null && <ScanTag document={document} />}
      {/* of a hidden one not even that is known */}
      {document.fileType !== '' && `${document.fileType.toUpperCase()} · ${formatSize(document.size, language)}`}
    </span>
  )
}

function ScanTag({ document: { scan, scanReason } }: { document: LetterDocument }): ReactNode {
  const { t } = useTexts()
  if (scan === 'clean') return null
  const stopped = scan !== 'checking'
  return (
    <Tag data-color={stopped ? 'danger' : 'info'} data-size="sm">
      {stopped ? <XMarkOctagonIcon aria-hidden="true" /> : <HourglassIcon aria-hidden="true" />}
      {t(tagWords(scan, scanReason))}
    </Tag>
  )
}

function tagWords(scan: LetterDocument['scan'], reason: LetterDocument['scanReason']): MessageKey {
  if (scan === 'checking') return 'row.checking'
  if (scan === 'destroyed') return 'scan.removed'
  return reason === 'malware' ? 'scan.stopped' : 'scan.notPassed'
}

function DocumentIcon({ document }: { document: LetterDocument }): ReactNode {
  if (document.rendering === 'pdf') return <FilePdfIcon aria-hidden="true" />
  if (document.rendering === 'image') return <ImageIcon aria-hidden="true" />
  return <FileIcon aria-hidden="true" />
}
