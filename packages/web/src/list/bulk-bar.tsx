import type { PlaceId } from '@brevdue/server/mailbox-contract'
import { XMarkIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { useStore } from '../state/store.ts'
import { Button } from '../ui/components.ts'
import { leaveSelection } from './leave-selection.ts'
import { archiveLetters, binLetters, deleteForGood, markLettersRead, restoreLetters } from './letter-acts.ts'
import { lettersStore } from './letters-store.ts'
import { selectedNow, selection, toggleAll } from './selection.ts'

/** Stands where the filter was while letters are being selected: how many there are and what can be done to them. */
export function BulkBar({ place }: { place: PlaceId }): ReactNode {
  const { t } = useTexts()
  useStore(selection)
  const { rows } = useStore(lettersStore)
  const { ids, all } = selectedNow()
  const n = ids.length
  useEffect(() => {
    const timer = setTimeout(() => announceStatus(t('list.selected', { n })), 500)
    return () => clearTimeout(timer)
  }, [n, t])
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    // the button that began it stood here, and took the focus with it
    if (document.activeElement === document.body) box.current?.focus()
  }, [])
  const unread = rows.some((row) => row.unread && ids.includes(row.id))
  return (
    <div className="bulk-bar" role="group" aria-label={t('list.selected', { n })}>
      <div className="bulk-count">
        <label className="bulk-all">
          <input ref={box} type="checkbox" checked={all} onChange={toggleAll} />
          <span>{t('action.selectAll')}</span>
        </label>
        <span aria-hidden="true">{t('list.selectedShort', { n })}</span>
        <Button variant="tertiary" className="bulk-end" onClick={leaveSelection}>
          <XMarkIcon aria-hidden="true" />
          {t('action.cancel')}
        </Button>
      </div>
      {n > 0 && (
        <div className="bulk-acts">
          <PlaceActs place={place} ids={ids} />
          <Button variant="secondary" onClick={() => void markLettersRead(ids, unread)}>
            {t(unread ? 'action.markRead' : 'action.markUnread')}
          </Button>
        </div>
      )}
    </div>
  )
}

function PlaceActs({ place, ids }: { place: PlaceId; ids: readonly string[] }): ReactNode {
  const { t } = useTexts()
  const restore = (
    <Button variant="secondary" onClick={() => void restoreLetters(ids)}>
      {t(place === 'bin' ? 'action.restore' : 'action.moveToInbox')}
    </Button>
  )
  if (place === 'bin') {
    return (
      <>
        {restore}
        <Button variant="secondary" data-color="danger" onClick={() => void deleteForGood(ids)}>
          {t('action.deleteForGood')}
        </Button>
      </>
    )
  }
  return (
    <>
      {place === 'archive' ? (
        restore
      ) : (
        <Button variant="secondary" onClick={() => void archiveLetters(ids)}>
          {t('action.archive')}
        </Button>
      )}
      <Button variant="secondary" onClick={() => void binLetters(ids)}>
        {t('action.bin')}
      </Button>
    </>
  )
}
