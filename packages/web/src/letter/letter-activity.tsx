import type { Act, ActivityEntry, Letter } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect, useState } from 'react'
import { fetchLetterActivity } from '../api/letters-api.ts'
import { type FailureCode, failureCode } from '../api/request.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { formatDate, formatTime } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Waiting } from '../ui/waiting.tsx'

/** What can be done to a letter; acts of the whole mailbox are told in the settings. */
const words: Partial<Record<Act, MessageKey>> = {
  RECEIVED: 'activity.received',
  OPENED: 'activity.opened',
  DOWNLOADED: 'activity.downloaded',
  PRINTED: 'activity.printed',
  CALENDAR_FETCHED: 'activity.calendarFetched',
  RECEIPT_SENT: 'activity.receiptSent',
  WITHHELD: 'activity.withheld',
  INSPECTED: 'activity.inspected',
  RELEASED: 'activity.released',
  DESTROYED: 'activity.destroyed',
  MARKED_READ: 'activity.markedRead',
  MARKED_UNREAD: 'activity.markedUnread',
  ARCHIVED: 'activity.archived',
  MOVED_TO_INBOX: 'activity.movedToInbox',
  BINNED: 'activity.binned',
}

/** What was done with the letter, newest first. Asked for only by whoever looks. */
export function LetterActivity({ letter }: { letter: Letter }): ReactNode {
  const { t } = useTexts()
  const [entries, setEntries] = useState<readonly ActivityEntry[]>()
  const [failure, setFailure] = useState<FailureCode>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    fetchLetterActivity(letter.id, controller.signal).then(
      ({ entries: read }) => setEntries(read),
      (error: unknown) => controller.signal.aborted || setFailure(failureCode(error)),
    )
    return () => controller.abort()
  }, [letter.id, attempt])
  const tryAgain = (): void => {
    setFailure(undefined)
    setAttempt(attempt + 1)
  }
  return (
    <section className="letter-activity" aria-labelledby="activity-heading">
      <Heading id="activity-heading" level={2} data-size="2xs">
        {t('activity.title')}
      </Heading>
      {failure !== undefined ? (
        <>
          <Paragraph role="alert">{t(failure === 'OFFLINE' ? 'M09' : 'activity.failed')}</Paragraph>
          <Button variant="secondary" onClick={tryAgain}>
            {t('action.retry')}
          </Button>
        </>
      ) : entries === undefined ? (
        <Waiting text={t('activity.loading')} />
      ) : (
        <ol>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} letter={letter} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Entry({ entry, letter }: { entry: ActivityEntry; letter: Letter }): ReactNode {
  const { t, language } = useTexts()
  const at = new Date(entry.at)
  const attachment = letter.documents.slice(1).find(({ id }) => id === entry.documentId)
  const what = t(words[entry.act] ?? 'activity.other')
  return (
    <li>
      <span>
        {what}
        {attachment !== undefined && `: ${attachment.subject ?? t('letter.attachment')}`}
      </span>
      <span className="activity-facts">
        <time dateTime={entry.at}>
          {t('letter.receivedAt', { date: formatDate(at, language), time: formatTime(at, language) })}
        </time>
        {entry.level !== null && `, ${t(levelWords[entry.level])}`}
      </span>
    </li>
  )
}
