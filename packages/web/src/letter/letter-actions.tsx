import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Button } from '../ui/components.ts'
import { ActionMenu } from './action-menu.tsx'
import { actionsOf, type LetterAction } from './actions-of.ts'
import type { LetterActs } from './letter-acts.ts'
import { onLetterCommand } from './letter-commands.ts'
import { useContentActions } from './use-content-actions.ts'
import { printsInTab } from './use-print.ts'

interface LetterActionsProps {
  letter: Letter
  document: LetterDocument
  isAttachment: boolean
  /** False while a card stands in the paper's place: then nothing may fetch the content. */
  open: boolean
  acts: LetterActs
}

/** Archive, download, print, bin, and under "more" what is rarer; where there is little room, all but two. */
export function LetterActions({ letter, document, isAttachment, open, acts }: LetterActionsProps): ReactNode {
  const { t } = useTexts()
  const content = useContentActions(letter, document, open)
  useEffect(() => {
    if (!open || letter.unread) return
    return onLetterCommand((command) => {
      if (command === 'mark-unread') acts.markUnread()
    })
  })
  const { shown, more } = actionsOf({ letter, document, isAttachment, open }, { ...content, ...acts })
  if (shown.length === 0) return null
  return (
    <div className="letter-actions-frame">
      <div className="letter-actions" role="group" aria-label={t('letter.actions')}>
        {shown.map((action, at) => (
          <ActionButton key={action.label} action={action} rank={at} newTab={inNewTab(action, document)} />
        ))}
        {(more.length > 0 || shown.length > 2) && <ActionMenu shown={shown.slice(2)} more={more} />}
      </div>
    </div>
  )
}

interface ActionButtonProps {
  action: LetterAction
  /** From the third on, buttons give way to the menu where there is little room. */
  rank: number
  newTab: boolean
}

function ActionButton({ action: { label, icon: Icon, run, strong }, rank, newTab }: ActionButtonProps): ReactNode {
  const { t } = useTexts()
  return (
    <Button variant={strong ? 'secondary' : 'tertiary'} className={roomFor(rank)} onClick={run}>
      <Icon aria-hidden="true" />
      <span>
        {t(label)}
        {newTab && <span className="ds-sr-only"> ({t('letter.newTab')})</span>}
      </span>
    </Button>
  )
}

function roomFor(rank: number): string | undefined {
  if (rank < 2) return undefined
  return rank === 2 ? 'action-third' : 'action-fourth'
}

function inNewTab({ label }: LetterAction, document: LetterDocument): boolean {
  return label === 'action.print' && printsInTab(document)
}
