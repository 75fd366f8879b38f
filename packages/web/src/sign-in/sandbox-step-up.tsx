import type { AuthenticationLevel, StepUpAnswer } from '@brevdue/server/mailbox-contract'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { Choice } from '../ui/choice.tsx'
import { Alert, Button, Card } from '../ui/components.ts'
import { sentence } from './sentence.ts'
import { useSignInOptions } from './sign-in-options.ts'

interface SandboxStepUpProps {
  needed: AuthenticationLevel
  answer: (given: StepUpAnswer) => void
}

/** The stand-in for an identity provider: one can do it right, too weakly, or not at all. */
export function SandboxStepUp({ needed, answer }: SandboxStepUpProps): ReactNode {
  const { t } = useTexts()
  const { options } = useSignInOptions()
  const [level, setLevel] = useState(needed)
  const offered = options?.mode === 'sandbox' ? options.levels : []
  // the level that is needed is enough to go on with
  const levels = offered.includes(needed) ? offered : [...offered, needed]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    answer({ accept: true, level })
  }
  return (
    <form className="sign-in" onSubmit={submit}>
      <Alert data-color="warning">{t('stepUp.pretend')}</Alert>
      <Card data-color="neutral" className="sign-in-card">
        <div className="sign-in-fields" data-color="accent">
          <Choice
            legend={t('signIn.level')}
            description={t('stepUp.needed', { level: t(levelWords[needed]) })}
            options={levels.map((value) => ({ value, label: sentence(t(levelWords[value])) }))}
            value={level}
            onChange={setLevel}
          />
        </div>
        <div className="button-row" data-color="accent">
          <Button type="submit">{t('action.signIn')}</Button>
          <Button variant="secondary" onClick={() => answer({ accept: false })}>
            {t('stepUp.cancel')}
          </Button>
        </div>
      </Card>
    </form>
  )
}
