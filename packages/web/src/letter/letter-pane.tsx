import type { Letter, LetterRow, PlaceId } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect } from 'react'
import { stepUpPath } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { tabTitle } from '../language/tab-title.ts'
import { archiveLetters, binLetters, deleteForGood, markLettersRead, restoreLetters } from '../list/letter-acts.ts'
import { changeRow, lettersStore } from '../list/letters-store.ts'
import { useShownNames } from '../list/use-shown-names.ts'
import { currentPlace, navigate, usePlace } from '../router/navigation.ts'
import { lettersPath, placeOf } from '../router/route.ts'
import { useStore } from '../state/store.ts'
import { Waiting } from '../ui/waiting.tsx'
import type { LetterActs } from './letter-acts.ts'
import { isGone, LetterFailure } from './letter-failure.tsx'
import { LetterView } from './letter-view.tsx'
import { useArrivalNotice } from './use-arrival-notice.ts'
import { useLetter } from './use-letter.ts'

interface LetterPaneProps {
  place: PlaceId
  letterId: string
  documentId: string | undefined
  search: string
}

/** Ties a letter's view to its address, to the row in the list and to what one came from. */
export function LetterPane({ place, letterId, documentId, search }: LetterPaneProps): ReactNode {
  const { t } = useTexts()
  const { visit } = usePlace()
  const { letter, failure, reload, change } = useLetter(letterId)
  const row = useStore(lettersStore).rows.find(({ id }) => id === letterId)
  const notice = useArrivalNotice(letter, documentId)
  useTitle(letter ?? row)
  useEffect(() => {
    if (letter !== undefined) changeRow(letterId, rowOf(letter))
  }, [letter, letterId])
  useRightPlace(letter, place, documentId)
  useLookOnReturn(reload)
  const focus = visit > 0 && notice?.outcome !== 'cancelled' && notice?.outcome !== 'too-low'
  const known = letter ?? row
  if (failure !== undefined && (known === undefined || isGone(failure))) {
    return <LetterFailure code={failure} listPath={lettersPath('inbox')} onRetry={() => void reload()} />
  }
  if (known === undefined) return <Waiting text={t('letter.loading')} />
  return (
    <LetterView
      row={known}
      letter={letter}
      failure={failure}
      documentId={documentId}
      notice={notice}
      focusHeading={focus}
      paths={{
        letter: lettersPath(place, letterId) + search,
        document: (id) => lettersPath(place, letterId, id) + search,
        stepUp: (id) => stepUpPath(letterId, id),
        list: lettersPath(place) + search,
      }}
      acts={actsOn(letterId, letter?.restoresTo, (unread) => letter !== undefined && change({ ...letter, unread }))}
      onChange={change}
      onReload={() => void reload()}
    />
  )
}

function actsOn(letterId: string, restoresTo: PlaceId | undefined, onUnread: (unread: boolean) => void): LetterActs {
  const ids = [letterId]
  return {
    archive: () => void archiveLetters(ids),
    bin: () => void binLetters(ids),
    toInbox: () => void restoreLetters(ids, restoresTo),
    deleteForGood: () => void deleteForGood(ids),
    markUnread() {
      void markLettersRead(ids, false).then((done) => done || onUnread(false))
      onUnread(true)
    },
  }
}

/** Back at the window, the letter may be gone, moved or locked: another tab may have done it, or time. */
function useLookOnReturn(reload: () => Promise<void>): void {
  useEffect(() => {
    const look = (): void => void reload()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [reload])
}

/** An address from before the letter was moved leads to where it lies now. */
function useRightPlace(letter: Letter | undefined, place: PlaceId, documentId: string | undefined): void {
  const now = letter && placeOf(letter)
  useEffect(() => {
    if (letter === undefined || now === undefined || now === place) return
    navigate(lettersPath(now, letter.id, documentId), { replace: true, arrival: currentPlace().arrival })
  }, [letter, now, place, documentId])
}

/** The title never tells what is hidden. */
function useTitle(row: LetterRow | undefined): void {
  const { t } = useTexts()
  const { subject } = useShownNames(row ?? { sender: null, subject: null, lock: null })
  useEffect(() => {
    document.title = row === undefined ? t('brand') : tabTitle(t('letter.title', { subject }))
  }, [row, subject, t])
}

function rowOf(letter: Letter): LetterRow {
  const { id, sender, subject, receivedAt, unread, lock, attachments, kind, action, dueAt, amount } = letter
  const { asksReceipt, checking } = letter
  const shown = { kind, action, dueAt, amount, asksReceipt, checking }
  return { id, sender, subject, receivedAt, unread, lock, attachments, ...shown }
}
