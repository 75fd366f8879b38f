import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { ConfirmBox } from '../ui/confirm-box.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'

interface RecoveryCodesPanelProps {
  codes: readonly string[]
  level: 3 | 4
  onDone: () => void
}

/** Shown this once; they leave the page when they have been taken care of. */
export function RecoveryCodesPanel({ codes, level, onDone }: RecoveryCodesPanelProps): ReactNode {
  const { t } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  const [kept, setKept] = useState(false)
  const { faults, faultOf, run } = useAttempt({
    check: () => [!kept && { field: 'codes-kept', text: t('codes.kept.missing') }],
    act: async () => onDone(),
    refused: 'trouble.server',
  })
  // together with their appearance: the key that is pressed next must find the focus here
  useLayoutEffect(() => heading.current?.focus(), [])
  const text = codes.join('\n')
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    announceStatus(t('codes.copied'))
  }
  return (
    <form className="form" noValidate onSubmit={run}>
      <Heading ref={heading} level={level} data-size="2xs" tabIndex={-1}>
        {t('codes.title')}
      </Heading>
      <Paragraph>{t('codes.text')}</Paragraph>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="button-row">
        <Button type="button" variant="secondary" onClick={() => void copy()}>
          {t('codes.copy')}
        </Button>
        <Button type="button" variant="secondary" onClick={() => download(text, t('codes.fileName'))}>
          {t('codes.download')}
        </Button>
        <Button type="button" variant="secondary" onClick={() => window.print()}>
          {t('codes.print')}
        </Button>
      </div>
      <ErrorSummary faults={faults} />
      <ConfirmBox
        id="codes-kept"
        label={t('codes.kept')}
        checked={kept}
        onChange={setKept}
        error={faultOf('codes-kept')}
      />
      <Button type="submit" variant="secondary">
        {t('codes.done')}
      </Button>
    </form>
  )
}

/** Made here: the codes need not go back to the server to become a text file. */
function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([`Brevdue\n\n${text}\n`], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
