import { type ReactNode, useEffect, useState } from 'react'
import { fetchLetter } from '../api/letters-api.ts'
import { type FailureCode, failureCode } from '../api/request.ts'
import { useTexts } from '../language/language-context.tsx'
import { LetterFailure } from '../letter/letter-failure.tsx'
import { navigate } from '../router/navigation.ts'
import { inboxPath, lettersPath, placeOf } from '../router/route.ts'
import { Waiting } from '../ui/waiting.tsx'

/** The permanent address used in notices: leads to where the letter lies now. */
export function LetterLinkPage({ letterId }: { letterId: string }): ReactNode {
  const { t } = useTexts()
  const [failure, setFailure] = useState<FailureCode>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    setFailure(undefined)
    fetchLetter(letterId).then(
      (letter) => navigate(lettersPath(placeOf(letter), letter.id), { replace: true }),
      (error: unknown) => setFailure(failureCode(error)),
    )
  }, [letterId, attempt])
  if (failure !== undefined)
    return <LetterFailure code={failure} listPath={inboxPath()} onRetry={() => setAttempt(attempt + 1)} />
  return <Waiting text={t('letter.loading')} />
}
