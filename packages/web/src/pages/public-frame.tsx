import type { ReactNode } from 'react'
import { Brand } from '../brand/brand.tsx'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { sessionStore } from '../session/session-store.ts'
import { serviceLinks } from '../shell/service-links.ts'
import { useSignInOptions } from '../sign-in/sign-in-options.ts'
import { useStore } from '../state/store.ts'
import { SkipLink } from '../ui/components.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'

/** One narrow column for pages that show nobody's letters: brand, page, languages, help. */
export function PublicFrame({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTexts()
  const sandbox = useSandbox()
  return (
    <div className="public">
      <SkipLink href="#main">{t('skipToContent')}</SkipLink>
      {sandbox && <aside className="sandbox-notice">{t('sandboxNotice')}</aside>}
      <header className="public-header">
        <PageLink href="/">
          <Brand />
        </PageLink>
      </header>
      <main id="main" className="public-main" tabIndex={-1}>
        {children}
      </main>
      <footer className="public-footer">
        <LanguageChoice />
        <nav aria-label={t('nav.links')}>
          <ul>
            {serviceLinks.map(({ href, label }) => (
              <li key={href}>
                <PageLink href={href}>{t(label)}</PageLink>
              </li>
            ))}
          </ul>
        </nav>
      </footer>
    </div>
  )
}

/** Whoever looks at a page of the sandbox knows that it is one, signed in or not. */
function useSandbox(): boolean {
  const { session } = useStore(sessionStore)
  const { options } = useSignInOptions()
  return session?.sandbox ?? options?.mode === 'sandbox'
}
