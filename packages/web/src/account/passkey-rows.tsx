import type { SignInMethods } from '@brevdue/server/built-in-contract'
import { type ReactNode, useState } from 'react'
import { removePasskey } from '../api/built-in-api.ts'
import { formatDate } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'

type Passkey = SignInMethods['passkeys'][number]

interface PasskeyRowsProps {
  methods: SignInMethods
  onChange: (methods: SignInMethods) => void
}

export function PasskeyRows({ methods, onChange }: PasskeyRowsProps): ReactNode {
  const { t } = useTexts()
  const [asked, setAsked] = useState<Passkey>()
  const { trouble, run } = useAttempt({
    act: async () => {
      if (asked === undefined) return
      const left = await removePasskey(asked.id).finally(() => setAsked(undefined))
      onChange(left)
      announceStatus(t('methods.passkeys.removed'))
      document.getElementById('passkey-name')?.focus()
    },
    refused: 'methods.lastWay',
  })
  if (methods.passkeys.length === 0) return null
  return (
    <>
      {trouble !== undefined && <Trouble {...trouble} />}
      <ul className="method-rows">
        {methods.passkeys.map((passkey) => (
          <PasskeyRow
            key={passkey.id}
            passkey={passkey}
            onRemove={methods.mayChange ? () => setAsked(passkey) : undefined}
          />
        ))}
      </ul>
      <Dialog open={asked !== undefined} onClose={() => setAsked(undefined)} labelledBy="remove-title">
        <Heading id="remove-title" level={2} data-size="xs">
          {t('methods.passkeys.remove.title', { name: asked?.name ?? '' })}
        </Heading>
        <Paragraph>{t('methods.passkeys.remove.text')}</Paragraph>
        <div className="button-row">
          <Button data-color="danger" onClick={() => run()}>
            {t('methods.passkeys.remove.yes')}
          </Button>
          <Button variant="secondary" onClick={() => setAsked(undefined)}>
            {t('methods.passkeys.remove.no')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}

function PasskeyRow({ passkey, onRemove }: { passkey: Passkey; onRemove: (() => void) | undefined }): ReactNode {
  const { t, language } = useTexts()
  const { name, addedAt, lastUsedAt } = passkey
  const added = formatDate(new Date(addedAt), language)
  return (
    <li className="method-row">
      <div>
        <strong>{name}</strong>
        <span className="subtle">
          {lastUsedAt === null
            ? t('methods.passkeys.never', { added })
            : t('methods.passkeys.facts', { added, used: formatDate(new Date(lastUsedAt), language) })}
        </span>
      </div>
      {onRemove !== undefined && (
        <Button variant="secondary" aria-label={t('methods.passkeys.remove.label', { name })} onClick={onRemove}>
          {t('methods.passkeys.remove')}
        </Button>
      )}
    </li>
  )
}
