import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { DownloadIcon, EnvelopeClosedIcon, PrinterSmallIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect, useState } from 'react'
import { markRead } from '../api/letters-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { Button, Dropdown } from '../ui/components.ts'
import { onLetterCommand } from './letter-commands.ts'
import { useDownload } from './use-download.ts'
import { printsInTab, usePrint } from './use-print.ts'

interface LetterActionsProps {
  letter: Letter
  document: LetterDocument
  onChange: (letter: Letter) => void
}

/** Archive comes first here and bin after print, once there is an archive and a bin. */
export function LetterActions({ letter, document, onChange }: LetterActionsProps): ReactNode {
  const { t } = useTexts()
  const [menuOpen, setMenuOpen] = useState(false)
  const download = useDownload(letter, document)
  const print = usePrint(letter, document)
  const markUnread = async (): Promise<void> => {
    setMenuOpen(false)
    try {
      await markRead(letter.id, false)
      onChange({ ...letter, unread: true })
      announceStatus(t('letter.markedUnread'))
    } catch {
      announceAlert(t('M07'))
    }
  }
  useEffect(() =>
    onLetterCommand((command) => {
      if (command === 'download') void download()
      if (command === 'print') void print()
      if (command === 'mark-unread') void markUnread()
    }),
  )
  return (
    <div className="letter-actions" role="group" aria-label={t('letter.actions')}>
      <Button variant="secondary" onClick={() => void download()}>
        <DownloadIcon aria-hidden="true" />
        {t('action.download')}
      </Button>
      {document.rendering !== 'download' && (
        <Button variant="tertiary" onClick={() => void print()}>
          <PrinterSmallIcon aria-hidden="true" />
          <span>
            {t('action.print')}
            {printsInTab(document) && <span className="ds-sr-only"> ({t('letter.newTab')})</span>}
          </span>
        </Button>
      )}
      {!letter.unread && (
        <Dropdown.TriggerContext>
          <Dropdown.Trigger variant="tertiary" aria-expanded={menuOpen}>
            {t('action.more')}
          </Dropdown.Trigger>
          <Dropdown
            placement="bottom-start"
            open={menuOpen}
            onOpen={() => setMenuOpen(true)}
            onClose={() => setMenuOpen(false)}
          >
            <Dropdown.List>
              <Dropdown.Item>
                <Dropdown.Button onClick={() => void markUnread()}>
                  <EnvelopeClosedIcon aria-hidden="true" />
                  {t('action.markUnread')}
                </Dropdown.Button>
              </Dropdown.Item>
            </Dropdown.List>
          </Dropdown>
        </Dropdown.TriggerContext>
      )}
    </div>
  )
}
