import { ErrorSummary as DesignErrorSummary } from '@digdir/designsystemet-react'
import { type ComponentRef, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'

/** What is wrong with a field: its id, and the words that stand at it too. */
export interface Fault {
  field: string
  text: string
}

/** All that is wrong, above the form. It takes the focus each time somebody has tried in vain. */
export function ErrorSummary({ faults }: { faults: readonly Fault[] }): ReactNode {
  const { t } = useTexts()
  const box = useRef<ComponentRef<typeof DesignErrorSummary>>(null)
  useEffect(() => {
    if (faults.length > 0) box.current?.focus()
  }, [faults])
  if (faults.length === 0) return null
  return (
    <DesignErrorSummary ref={box} role="group" tabIndex={-1} aria-labelledby="faults-heading" data-size="sm">
      <DesignErrorSummary.Heading id="faults-heading">{t('form.faults')}</DesignErrorSummary.Heading>
      <DesignErrorSummary.List>
        {faults.map(({ field, text }) => (
          <DesignErrorSummary.Item key={field}>
            <DesignErrorSummary.Link href={`#${field}`} onClick={(event) => focusField(event, field)}>
              {text}
            </DesignErrorSummary.Link>
          </DesignErrorSummary.Item>
        ))}
      </DesignErrorSummary.List>
    </DesignErrorSummary>
  )
}

/** Without a `#` in the address: nothing there may look like a code. */
function focusField(event: MouseEvent, field: string): void {
  event.preventDefault()
  document.getElementById(field)?.focus()
}
