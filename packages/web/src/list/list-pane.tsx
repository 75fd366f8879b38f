import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { currentPlace, navigate } from '../router/navigation.ts'
import { useStore } from '../state/store.ts'
import { Button, Heading, ToggleGroup } from '../ui/components.ts'
import { LetterList } from './letter-list.tsx'
import { type LettersState, lettersStore, loadLetters, showFreshLetters } from './letters-store.ts'
import { EmptyList, ListFailure, ListSkeleton } from './list-states.tsx'
import { MoreLetters } from './more-letters.tsx'
import { useRefresh } from './use-refresh.ts'

interface ListPaneProps {
  selectedId: string | undefined
  lastId: string | undefined
  unreadOnly: boolean
}

/** The inbox: heading, filter, what has happened to the list, and the letters. */
export function ListPane({ selectedId, lastId, unreadOnly }: ListPaneProps): ReactNode {
  const { t } = useTexts()
  const letters = useStore(lettersStore)
  useRefresh()
  useLoading(letters, unreadOnly)
  const loading = letters.phase === 'loading' || letters.phase === 'none'
  return (
    <section className="list-pane" data-pane="list" tabIndex={-1} aria-labelledby="list-heading">
      <div className="list-head">
        <Heading
          id="list-heading"
          level={selectedId === undefined ? 1 : 2}
          data-size="xs"
          tabIndex={-1}
          {...(letters.rows.length === 0 && { 'data-pane-entry': '' })}
        >
          {t('nav.inbox')}
        </Heading>
        <ToggleGroup
          className="list-filter"
          data-toggle-group={t('list.filter')}
          value={unreadOnly ? 'unread' : 'all'}
          onChange={(value) => navigate(currentPlace().path + (value === 'unread' ? '?unread=1' : ''))}
        >
          <ToggleGroup.Item value="all">{t('list.all')}</ToggleGroup.Item>
          <ToggleGroup.Item value="unread">{t('list.unread')}</ToggleGroup.Item>
        </ToggleGroup>
      </div>
      {letters.freshCount > 0 && (
        <Button variant="secondary" className="fresh-letters" onClick={showFreshLetters}>
          {t('list.new', { n: letters.freshCount })}
        </Button>
      )}
      {letters.failure !== undefined && letters.failure !== 'OFFLINE' && letters.failure !== 'SIGNED_OUT' && (
        <ListFailure onRetry={() => void loadLetters(unreadOnly)} />
      )}
      {letters.rows.length > 0 && (
        <LetterList rows={letters.rows} selectedId={selectedId} lastId={lastId} busy={loading} />
      )}
      {letters.rows.length === 0 && loading && <ListSkeleton />}
      {letters.rows.length === 0 && !loading && letters.failure === undefined && <EmptyList unreadOnly={unreadOnly} />}
      <MoreLetters letters={letters} />
    </section>
  )
}

/** Fetches when there is nothing yet or the filter has changed, and says aloud what came. */
function useLoading(letters: LettersState, unreadOnly: boolean): void {
  const { t } = useTexts()
  const announced = useRef(true)
  useEffect(() => {
    const { phase, unreadOnly: shown } = lettersStore.get()
    if (phase !== 'none' && shown === unreadOnly) return
    announced.current = phase === 'none'
    void loadLetters(unreadOnly)
  }, [unreadOnly])
  useEffect(() => {
    if (letters.failure === 'SERVER_ERROR') announceAlert(t('M06'))
  }, [letters.failure, t])
  const n = letters.rows.length
  useEffect(() => {
    if (letters.phase !== 'ready' || announced.current) return
    announced.current = true
    const timer = setTimeout(() => announceStatus(t(unreadOnly ? 'list.shownUnread' : 'list.shown', { n })), 500)
    return () => clearTimeout(timer)
  }, [letters.phase, n, unreadOnly, t])
}
