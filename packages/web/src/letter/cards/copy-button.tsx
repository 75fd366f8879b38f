import { CheckmarkIcon, FilesIcon } from '@navikt/aksel-icons'
import { type ReactNode, type RefObject, useState } from 'react'
import { announceAlert, announceStatus } from '../../live/live-regions.ts'
import { Button } from '../../ui/components.ts'
import { useCardTexts } from './card-texts.ts'

interface CopyButtonProps {
  /** As a bank takes it: digits without spaces. */
  text: string
  label: string
  copied: string
  /** Where the number stands, to be marked when the clipboard is refused. */
  shown: RefObject<HTMLElement | null>
}

/** Copies a number, and says so in words. Where the browser refuses, the number is marked for one's own copying. */
export function CopyButton({ text, label, copied, shown }: CopyButtonProps): ReactNode {
  const { t } = useCardTexts()
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
      announceStatus(copied)
    } catch {
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
      setState('failed')
      announceAlert(t('card.copyFailed'))
    }
  }
  const done = state === 'copied'
  return (
    <>
      <Button
        variant="tertiary"
        data-size="sm"
        data-color="accent"
        aria-label={done ? copied : undefined}
        onClick={() => void copy()}
      >
        {done ? <CheckmarkIcon aria-hidden="true" /> : <FilesIcon aria-hidden="true" />}
        <span>{done ? t('card.copied') : label}</span>
      </Button>
      {state === 'failed' && <span className="copy-failed">{t('card.copyFailed')}</span>}
    </>
  )
}
