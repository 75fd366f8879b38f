import { type ReactNode, useState } from 'react'
import { newRecoveryCodes } from '../api/built-in-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph, Tag } from '../ui/components.ts'
import type { MethodPartProps } from './method-parts.tsx'
import { RecoveryCodesPanel } from './recovery-codes-panel.tsx'

/** The way back in when the passkey is lost; of use only together with the password. */
export function RecoveryPart({ methods, onChange, firstTime }: MethodPartProps): ReactNode {
  const { t } = useTexts()
  const [codes, setCodes] = useState<readonly string[]>()
  const { trouble, sending, run } = useAttempt({
    act: async () => {
      const made = await newRecoveryCodes()
      setCodes(made.codes)
      onChange({ ...methods, recoveryCodes: made.codes.length })
    },
    refused: 'trouble.server',
  })
  const { recoveryCodes: left } = methods
  const state =
    left === null ? (firstTime ? undefined : t('methods.recovery.none')) : t('methods.recovery.left', { n: left })
  return (
    <section className="method-part" aria-labelledby="recovery-heading">
      <div className="with-tag">
        <Heading id="recovery-heading" level={firstTime ? 2 : 3} data-size="2xs">
          {t('methods.recovery')}
        </Heading>
        {firstTime && left !== null && codes === undefined && <Tag data-color="success">{t('setUp.done')}</Tag>}
      </div>
      <Paragraph className="subtle">
        {t(methods.password === null ? 'methods.recovery.needsPassword' : 'methods.recovery.text')}
      </Paragraph>
      {trouble !== undefined && <Trouble {...trouble} />}
      {methods.password !== null && codes === undefined && (
        <>
          {state !== undefined && (
            <Paragraph>
              {state} {left !== null && methods.mayChange && t('methods.recovery.renew.text')}
            </Paragraph>
          )}
          {methods.mayChange && (
            <Button className="start" variant="secondary" loading={sending} onClick={() => run()}>
              {t(left === null ? 'methods.recovery.make' : 'methods.recovery.renew')}
            </Button>
          )}
        </>
      )}
      {codes !== undefined && (
        <RecoveryCodesPanel codes={codes} level={firstTime ? 3 : 4} onDone={() => setCodes(undefined)} />
      )}
    </section>
  )
}
