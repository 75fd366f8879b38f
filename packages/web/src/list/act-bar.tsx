import type { PlaceId } from '@brevdue/server/mailbox-contract'
import { ArrowUndoIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect } from 'react'
import { type Texts, useTexts } from '../language/language-context.tsx'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { usePlace } from '../router/navigation.ts'
import { useStore } from '../state/store.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { type ActNews, actNews } from './act-news.ts'
import { undoLast } from './letter-acts.ts'
import { lettersStore } from './letters-store.ts'
import { placeWords } from './place-words.ts'

/** What was just done, with the way to undo it: in the list, in no hurry, until something else is done. */
export function ActBar(): ReactNode {
  const { t } = useTexts()
  const { news } = useStore(actNews)
  const { visit } = usePlace()
  const { binDays } = useStore(lettersStore)
  const text = news === undefined ? '' : wordsOf(news, binDays, t)
  const { kind, number } = news ?? {}
  useEffect(() => {
    if (number === undefined || text === '') return
    if (kind === 'offline') announceAlert(`${t('M09')} ${text}`)
    else if (kind === 'refused') announceAlert(text)
    else announceStatus(text)
  }, [number, text, kind, t])
  if (news === undefined || news.visit !== visit) return null
  return (
    <div className="act-bar" data-failed={kind === 'refused' || kind === 'offline'}>
      <Paragraph>{text}</Paragraph>
      {news.undo !== undefined && (
        <Button variant="tertiary" onClick={undoLast}>
          <ArrowUndoIcon aria-hidden="true" />
          {t('action.undo')}
        </Button>
      )}
    </div>
  )
}

/** That an act has failed, in the letter it was to be done to; for screens that show no list beside it. */
export function ActTrouble(): ReactNode {
  const { t } = useTexts()
  const { news } = useStore(actNews)
  const { visit } = usePlace()
  const { binDays } = useStore(lettersStore)
  if (news?.visit !== visit || (news.kind !== 'refused' && news.kind !== 'offline')) return null
  return (
    <div className="act-bar act-trouble" data-failed>
      <Paragraph>{wordsOf(news, binDays, t)}</Paragraph>
    </div>
  )
}

function wordsOf(news: ActNews, days: number, t: Texts['t']): string {
  const { kind, n, progress } = news
  if (progress !== undefined) return t('act.progress', { done: progress, n })
  switch (kind) {
    case 'archived':
      return t('M21', { n })
    case 'binned':
      return t('M19', { n, days })
    case 'moved':
      return t('M22', { folder: t(placeWords[news.place].name) })
    case 'restored':
      return t('act.restored', { n })
    case 'undone':
      return t('M23', { n, place: definite(news.place, t) })
    case 'deleted':
      return t('act.deleted', { n })
    case 'marked-read':
      return t('act.markedRead', { n })
    case 'marked-unread':
      return t('act.markedUnread', { n })
    case 'refused':
      return t('act.refused', { n })
    case 'offline':
      return t('act.offline', { n })
  }
}

function definite(place: PlaceId, t: Texts['t']): string {
  return t(placeWords[place].definite)
}
