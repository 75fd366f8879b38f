import type { Session } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { LapseNotice } from '../session/lapse-notice.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Header } from './header.tsx'
import { OfflineNotice } from './offline-notice.tsx'
import { Rail } from './rail.tsx'
import { usePaneKeys } from './use-pane-keys.ts'

interface ShellProps {
  session: Session
  /** On a phone a list, a letter or a page fills the screen; on wide screens they stand side by side. */
  view: 'list' | 'letter' | 'page'
  children: ReactNode
}

/** Everything around the letters of somebody signed in. */
export function Shell({ session, view, children }: ShellProps): ReactNode {
  const { t } = useTexts()
  usePaneKeys()
  return (
    <div className="shell" data-view={view}>
      <Header session={session} />
      <aside>
        {session.sandbox && <p className="sandbox-notice">{t('sandboxNotice')}</p>}
        <LapseNotice />
        <OfflineNotice />
      </aside>
      <div className="shell-body">
        <Rail />
        <main id="main" className="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      {view !== 'letter' && <BottomBar />}
    </div>
  )
}
