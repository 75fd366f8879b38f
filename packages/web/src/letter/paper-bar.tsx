import { ZoomMinusIcon, ZoomPlusIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Button } from '../ui/components.ts'
import type { Zoom } from './use-zoom.ts'

interface PaperBarProps {
  pages?: number
  zoom: Zoom
  /** Between the two: the choice of how to read. */
  children?: ReactNode
}

/** Above the paper: how long it is and how large it is shown. */
export function PaperBar({ pages, zoom, children }: PaperBarProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className="paper-bar">
      <span className="paper-length">{pages !== undefined && t('paper.pages', { n: pages })}</span>
      {children}
      <span className="paper-zoom">
        <Button variant="tertiary" icon aria-label={t('paper.zoomOut')} onClick={zoom.out}>
          <ZoomMinusIcon aria-hidden="true" />
        </Button>
        <Button variant="tertiary" icon aria-label={t('paper.zoomIn')} onClick={zoom.in}>
          <ZoomPlusIcon aria-hidden="true" />
        </Button>
      </span>
    </div>
  )
}
