import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useStore } from '../state/store.ts'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'
import { leaving, stay } from './leaving.ts'

/** Before a link of the sender's is followed: where it leads, in full, whatever its words say. */
export function LeavingDialog(): ReactNode {
  const { t } = useTexts()
  const { href, domain, asking } = useStore(leaving)
  useEffect(() => stay, [])
  return (
    <Dialog open={asking} onClose={stay} labelledBy="leaving-title">
      <Heading id="leaving-title" level={2} data-size="xs">
        {t('leaving.title', { domain })}
      </Heading>
      <Paragraph>{t('leaving.text', { domain })}</Paragraph>
      <p className="leaving-address">{href}</p>
      {/(?:^|\.)xn--/.test(domain) && <Paragraph>{t('leaving.letters')}</Paragraph>}
      <div className="button-row">
        <Button asChild>
          <a href={href} target="_blank" rel="noopener noreferrer" onClick={stay}>
            {t('leaving.open', { domain })}
          </a>
        </Button>
        <Button variant="secondary" onClick={stay}>
          {t('leaving.stay')}
        </Button>
      </div>
    </Dialog>
  )
}
