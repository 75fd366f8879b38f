import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import type { LettersRoute } from '../router/route.ts'
import { useStore } from '../state/store.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { ActBar } from './act-bar.tsx'
import { LetterList } from './letter-list.tsx'
import { type LettersState, lettersStore } from './letters-store.ts'
import { ListHead } from './list-head.tsx'
import { listScroller } from './list-scroll.ts'
import { EmptyList, ListFailure, ListSkeleton } from './list-states.tsx'
import { loadLetters, showFreshLetters } from './load-letters.ts'
import { MoreLetters } from './more-letters.tsx'
import { PullToRefresh } from './pull-to-refresh.tsx'
import { focusRow } from './row-focus.ts'
import { endSelection } from './selection.ts'
import { useListNews } from './use-list-news.ts'
import { useLoading } from './use-loading.ts'
import { useRefresh } from './use-refresh.ts'

interface ListPaneProps {
  route: LettersRoute
  lastId: string | undefined
}

/** The letters of one place: heading, filter, what has happened to the list, and the rows. */
export function ListPane({ route, lastId }: ListPaneProps): ReactNode {
  const { t } = useTexts()
  const { place, letterId, unreadOnly } = route
  const letters = useStore(lettersStore)
  useRefresh()
  useLoading(letters, route)
  useListNews(letters)
  useEffect(() => endSelection, [place, unreadOnly])
  const { rows, phase } = letters
  const loading = phase === 'loading' || phase === 'none'
  const empty = rows.length === 0
  return (
    <section className="list-pane" data-pane="list" tabIndex={-1} aria-labelledby="list-heading">
      <PullToRefresh />
      <div className="list-top">
        <ListHead route={route} entry={empty} selectable={!empty} />
        <ActBar />
      </div>
      {place === 'bin' && <Paragraph className="bin-days">{t('bin.days', { days: letters.binDays })}</Paragraph>}
      {letters.freshCount > 0 && (
        <Button variant="secondary" className="fresh-letters" onClick={showFresh}>
          {t('list.new', { n: letters.freshCount })}
        </Button>
      )}
      {hasFailed(letters) && <ListFailure onRetry={() => void loadLetters(route)} />}
      {!empty && (
        <LetterList
          rows={rows}
          place={place}
          unreadOnly={unreadOnly}
          selectedId={letterId}
          lastId={lastId}
          busy={loading}
          complete={letters.nextCursor === null}
        />
      )}
      {empty && loading && <ListSkeleton />}
      {empty && !loading && letters.failure === undefined && letters.nextCursor === null && (
        <EmptyList place={place} unreadOnly={unreadOnly} days={letters.binDays} />
      )}
      <MoreLetters letters={letters} />
    </section>
  )
}

/** The button goes, so the first of the new letters has the focus. */
function showFresh(): void {
  const first = showFreshLetters()
  listScroller()?.scrollTo(0, 0)
  focusRow(first)
}

function hasFailed({ failure }: LettersState): boolean {
  return failure !== undefined && failure !== 'OFFLINE' && failure !== 'SIGNED_OUT'
}
