import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { HourglassIcon, ShieldCheckmarkIcon, TrashIcon, XMarkOctagonIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { fetchScan } from '../api/letters-api.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { focusLetter } from '../shell/focus-letter.ts'
import { Button, Card, Heading, Paragraph } from '../ui/components.ts'

interface ScanCardProps {
  letter: Letter
  document: LetterDocument
  isAttachment: boolean
  /** The server has come to something: the letter is to be asked again. */
  onDone: () => void
  onOpen: () => void
}

const lookEveryMs = 4_000
const icons = { clean: ShieldCheckmarkIcon, checking: HourglassIcon, withheld: XMarkOctagonIcon, destroyed: TrashIcon }
const titles = {
  clean: 'scan.readyTitle',
  checking: 'row.checking',
  withheld: 'scan.withheldTitle',
  destroyed: 'scan.destroyedTitle',
} as const

const reasons = {
  malware: 'scan.withheld.malware',
  'over-limit': 'scan.withheld.over-limit',
  encrypted: 'scan.withheld.encrypted',
  policy: 'scan.withheld.policy',
} as const

/** Why it is closed, in words that say no more than the check has found. */
function stoppedWords({ scan, scanReason }: LetterDocument): MessageKey {
  return scan === 'destroyed' ? 'scan.destroyed' : reasons[scanReason ?? 'policy']
}

/** Where the paper would be while it is checked for viruses, after that, and while it is in quarantine or was destroyed. */
export function ScanCard({ letter, document, isAttachment, onDone, onOpen }: ScanCardProps): ReactNode {
  const { t } = useTexts()
  const { scan } = document
  const Icon = icons[scan]
  useLooking(letter.id, document, onDone)
  useNews(document)
  const open = (): void => {
    focusLetter()
    onOpen()
  }
  return (
    <Card className="ask-card scan-card" data-color="neutral">
      <Heading level={2} data-size="xs">
        <Icon aria-hidden="true" />
        {t(titles[scan])}
      </Heading>
      {scan === 'checking' && <Paragraph>{t(isAttachment ? 'scan.attachment' : 'M35')}</Paragraph>}
      {(scan === 'withheld' || scan === 'destroyed') && (
        <>
          <Paragraph>{t(stoppedWords(document))}</Paragraph>
          <Paragraph>{t('scan.ask', { sender: letter.sender ?? t('row.noSender') })}</Paragraph>
        </>
      )}
      {scan === 'clean' && (
        <>
          <Paragraph>{t('scan.ready')}</Paragraph>
          <div className="button-row" data-color="accent">
            <Button onClick={open}>{t('scan.open')}</Button>
          </div>
        </>
      )}
    </Card>
  )
}

/** Looks again every few seconds while the page is in view. */
function useLooking(letterId: string, { id, scan }: LetterDocument, onDone: () => void): void {
  const look = useEffectEvent(async () => {
    if (window.document.visibilityState !== 'visible') return
    // without an answer the next time will do
    const now = await fetchScan(letterId).catch(() => undefined)
    if (now?.documents.some((document) => document.id === id && document.scan !== scan)) onDone()
  })
  const waits = scan === 'checking'
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => void look(), lookEveryMs)
    return () => clearInterval(timer)
  }, [waits])
}

/** Says what the check came to, to whoever waited for it. */
function useNews(document: LetterDocument): void {
  const { t } = useTexts()
  const { scan } = document
  const stopped = t(stoppedWords(document))
  const before = useRef(scan)
  useEffect(() => {
    if (before.current === scan) return
    before.current = scan
    if (scan === 'clean') announceStatus(t('scan.ready'))
    if (scan === 'withheld') announceAlert(`${t('scan.withheldTitle')}. ${stopped}`)
  }, [scan, stopped, t])
}
