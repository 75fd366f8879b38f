import type { AuthenticationLevel, SandboxSignInOptions } from '@brevdue/server/mailbox-contract'
import { type FormEvent, type ReactNode, useState } from 'react'
import { failureCode } from '../api/request.ts'
import { signIn } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { announceAlert } from '../live/live-regions.ts'
import { navigate } from '../router/navigation.ts'
import { takeReturnPath } from '../session/return-path.ts'
import { beginSession } from '../session/session-store.ts'
import { Choice } from '../ui/choice.tsx'
import { Alert, Button, Card } from '../ui/components.ts'
import { sentence } from './sentence.ts'

/** Choose whom to be; it says that this is only pretended. */
export function SandboxSignIn({ options }: { options: SandboxSignInOptions }): ReactNode {
  const { t } = useTexts()
  const [personId, setPersonId] = useState(options.people[0]?.id)
  const [level, setLevel] = useState<AuthenticationLevel | undefined>(options.levels[0])
  const [state, setState] = useState<'choosing' | 'sending' | 'failed'>('choosing')
  if (personId === undefined || level === undefined) return <Alert data-color="info">{t('signIn.nobody')}</Alert>
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setState('sending')
    try {
      beginSession(await signIn({ personId, level }))
      navigate(takeReturnPath(), { replace: true })
    } catch (error) {
      setState('failed')
      announceAlert(t(failureCode(error) === 'OFFLINE' ? 'M09' : 'signIn.failed'))
    }
  }
  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)}>
      <Alert data-color="warning">{t('signIn.pretend')}</Alert>
      {state === 'failed' && <Alert data-color="danger">{t('signIn.failed')}</Alert>}
      <Card data-color="neutral" className="sign-in-card">
        <div className="sign-in-fields" data-color="accent">
          <Choice
            legend={t('signIn.person')}
            options={options.people.map((person) => ({
              value: person.id,
              label: person.name,
              description:
                person.kind === 'ORGANISATION' ? t('signIn.organisation') : addressOfNamesake(person, options),
            }))}
            value={personId}
            onChange={setPersonId}
          />
          <Choice
            legend={t('signIn.level')}
            description={t('signIn.levelHelp')}
            options={options.levels.map((value) => ({ value, label: sentence(t(levelWords[value])) }))}
            value={level}
            onChange={setLevel}
          />
        </div>
        <Button type="submit" data-color="accent" loading={state === 'sending'}>
          {t('action.signIn')}
        </Button>
      </Card>
    </form>
  )
}

/** Tells two people of the same name apart. */
function addressOfNamesake(
  person: SandboxSignInOptions['people'][number],
  { people }: SandboxSignInOptions,
): string | undefined {
  const alone = people.every((other) => other === person || other.name !== person.name)
  return alone ? undefined : (person.digipostAddress ?? undefined)
}
