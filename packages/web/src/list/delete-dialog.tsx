import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useStore } from '../state/store.ts'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'
import { deleteQuestion } from './delete-question.ts'

/** The one question that is asked before an act, because it cannot be undone. Esc keeps the letters. */
export function DeleteDialog(): ReactNode {
  const { t } = useTexts()
  const { id, n, answer } = useStore(deleteQuestion)
  const count = n ?? 1
  // a question that nobody sees any more, because the session has ended, is answered with no
  useEffect(() => () => deleteQuestion.get().answer(false), [])
  return (
    <Dialog key={id} open={n !== undefined} onClose={() => answer(false)} labelledBy="delete-title">
      <Heading id="delete-title" level={2} data-size="xs">
        {t('delete.title', { n: count })}
      </Heading>
      <Paragraph>{t('delete.text')}</Paragraph>
      <div className="button-row">
        <Button data-color="danger" onClick={() => answer(true)}>
          {t('action.deleteForGood')}
        </Button>
        <Button ref={takeFocus} variant="secondary" onClick={() => answer(false)}>
          {t('delete.keep', { n: count })}
        </Button>
      </div>
    </Dialog>
  )
}

/** The safe one: Enter pressed once too often deletes nothing. React keeps `autoFocus` to itself. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.setAttribute('autofocus', '')
}
