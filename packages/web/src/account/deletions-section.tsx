import { type ReactNode, useEffect, useState } from 'react'
import { fetchDeletions } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { useMoment } from '../language/use-moment.ts'
import { Heading } from '../ui/components.ts'
import { type Deletion, together } from './deletions.ts'

const mostShown = 10

/** Letters that are gone, whose own history cannot be opened any more. Not there where nothing was ever deleted. */
export function DeletionsSection(): ReactNode {
  const { t } = useTexts()
  const moment = useMoment()
  const deletions = useDeletions()
  if (deletions.length === 0) return null
  return (
    <section id="deletions" aria-labelledby="deletions-heading">
      <Heading id="deletions-heading" level={2} data-size="2xs" tabIndex={-1}>
        {t('deletions.title')}
      </Heading>
      <ol className="method-rows">
        {deletions.map(({ id, at, automatic, letters }) => (
          <li key={id} className="method-row">
            <div>
              <span>{t(automatic ? 'deletions.automatic' : 'deletions.own', { n: letters })}</span>
              <span className="subtle">{moment(new Date(at))}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** None until they have come, and where they do not: nothing else waits for them. */
function useDeletions(): readonly Deletion[] {
  const [deletions, setDeletions] = useState<readonly Deletion[]>([])
  useEffect(() => {
    fetchDeletions().then(
      ({ entries }) => setDeletions(together(entries).slice(0, mostShown)),
      () => undefined,
    )
  }, [])
  return deletions
}
