import { Component, type ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Alert, Button, Paragraph } from './components.ts'

interface PartBoundaryProps {
  children: ReactNode
  /** What one can do instead, beside trying again. */
  instead?: ReactNode
}

/** Where a part of the page cannot be fetched or drawn, it says so in its place; everything around it stays. */
export class PartBoundary extends Component<PartBoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <PartFailure instead={this.props.instead} /> : this.props.children
  }
}

/** Trying again loads the page anew: browsers remember that a script could not be had. */
function PartFailure({ instead }: Pick<PartBoundaryProps, 'instead'>): ReactNode {
  const { t } = useTexts()
  return (
    <Alert data-color="danger" className="part-failure" role="alert">
      <Paragraph>{t('part.failed')}</Paragraph>
      <div className="button-row" data-color="accent">
        <Button variant="secondary" onClick={() => location.reload()}>
          {t('action.retry')}
        </Button>
        {instead}
      </div>
    </Alert>
  )
}
