import { CheckmarkIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { navigate } from '../router/navigation.ts'
import { type LettersRoute, lettersPath, searchOf } from '../router/route.ts'
import { useStore } from '../state/store.ts'
import { Button, Heading, ToggleGroup } from '../ui/components.ts'
import { BulkBar } from './bulk-bar.tsx'
import { lettersStore } from './letters-store.ts'
import { placeWords } from './place-words.ts'
import { answerFocus, isAnswered, rowFocus } from './row-focus.ts'
import { beginSelection, selection } from './selection.ts'

interface ListHeadProps {
  route: LettersRoute
  /** Without rows the heading is where one comes in. */
  entry: boolean
  selectable: boolean
}

/** Where one is, and the filter; while letters are being selected, what can be done to them. */
export function ListHead({ route, entry, selectable }: ListHeadProps): ReactNode {
  const { t } = useTexts()
  const { on } = useStore(selection)
  const heading = useHeadingFocus()
  const { place, letterId, documentId, unreadOnly } = route
  const selecting = on && selectable
  return (
    <div className="list-head">
      <Heading
        ref={heading}
        id="list-heading"
        // the action bar stands in its place too
        className={selecting ? 'ds-sr-only' : undefined}
        level={letterId === undefined ? 1 : 2}
        data-size="xs"
        tabIndex={-1}
        {...(entry && { 'data-pane-entry': '' })}
      >
        {t(placeWords[place].name)}
      </Heading>
      {selecting ? (
        <BulkBar place={place} />
      ) : (
        <div className="list-tools">
          <ToggleGroup
            className="list-filter"
            data-toggle-group={t('list.filter')}
            value={unreadOnly ? 'unread' : 'all'}
            onChange={(value) => navigate(lettersPath(place, letterId, documentId) + searchOf(value === 'unread'))}
          >
            <ToggleGroup.Item value="all">{t('list.all')}</ToggleGroup.Item>
            <ToggleGroup.Item value="unread">{t('list.unread')}</ToggleGroup.Item>
          </ToggleGroup>
          {selectable && (
            <Button variant="tertiary" className="list-select" onClick={beginSelection}>
              <CheckmarkIcon aria-hidden="true" />
              {t('action.select')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** Takes the focus when the row that should have it is not in the list, or there is none. */
function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { letterId, request } = useStore(rowFocus)
  const { rows, phase, returning } = useStore(lettersStore)
  // what was asked of a list that has left the page is not asked of this one
  useLayoutEffect(() => answerFocus(rowFocus.get().request), [])
  useEffect(() => {
    if (isAnswered(request)) return
    // the list goes to it, or it may be in what is on its way
    const known = letterId !== undefined && rows.some(({ id }) => id === letterId)
    if (known || (letterId !== undefined && (returning || phase !== 'ready'))) return
    answerFocus(request)
    heading.current?.focus()
  }, [request, letterId, rows, phase, returning])
  return heading
}
