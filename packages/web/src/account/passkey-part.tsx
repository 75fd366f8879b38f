import type { SignInMethods } from '@brevdue/server/built-in-contract'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { createPasskey, passkeysWork } from '../sign-in/passkey.ts'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph, Tag } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextField } from '../ui/text-field.tsx'
import { deviceName } from './device-name.ts'
import type { MethodPartProps } from './method-parts.tsx'
import { PasskeyRows } from './passkey-rows.tsx'

export function PasskeyPart({ methods, onChange, firstTime }: MethodPartProps): ReactNode {
  const { t } = useTexts()
  return (
    <section className="method-part" aria-labelledby="passkeys-heading">
      <div className="with-tag">
        <Heading id="passkeys-heading" level={firstTime ? 2 : 3} data-size="2xs">
          {t('methods.passkeys')}
        </Heading>
        {firstTime && (
          <Tag data-color={methods.passkeys.length > 0 ? 'success' : 'info'}>
            {t(methods.passkeys.length > 0 ? 'setUp.done' : 'setUp.recommended')}
          </Tag>
        )}
      </div>
      <Paragraph className="subtle">{t('methods.passkeys.text')}</Paragraph>
      {methods.passkeys.length === 0 && !firstTime && <Paragraph>{t('methods.passkeys.none')}</Paragraph>}
      <PasskeyRows methods={methods} onChange={onChange} />
      {methods.mayChange && passkeysWork() && <NewPasskey onChange={onChange} />}
      {methods.mayChange && !passkeysWork() && <Paragraph>{t('passkey.notHere')}</Paragraph>}
    </section>
  )
}

function NewPasskey({ onChange }: { onChange: (methods: SignInMethods) => void }): ReactNode {
  const { t } = useTexts()
  const [name, setName] = useState(() => deviceName())
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [name.trim() === '' && { field: 'passkey-name', text: t('methods.passkeys.name.missing') }],
    act: async () => {
      onChange(await createPasskey(name.trim()))
      announceStatus(t('methods.passkeys.added', { name: name.trim() }))
    },
    refused: 'passkey.notCreated',
  })
  return (
    <form className="form" noValidate onSubmit={run}>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <TextField
        id="passkey-name"
        label={t('methods.passkeys.name')}
        description={t('methods.passkeys.name.help')}
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={setName}
        error={faultOf('passkey-name')}
      />
      <Button type="submit" variant="secondary" loading={sending}>
        {t('methods.passkeys.add')}
      </Button>
    </form>
  )
}
