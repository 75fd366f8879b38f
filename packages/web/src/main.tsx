import '@digdir/designsystemet-web/details'
import '@digdir/designsystemet-web/dialog'
import '@digdir/designsystemet-web/ds-field'
import '@digdir/designsystemet-web/fieldset'
import '@digdir/designsystemet-web/invokers'
import '@digdir/designsystemet-web/popover'
import '@digdir/designsystemet-web/toggle-group'
import './styles/designsystemet.css'
import './theme/brevdue.css'
import './styles/fonts.css'
import './styles/main.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { loadCatalogue } from './language/catalogues.ts'
import { LanguageProvider } from './language/language-context.tsx'
import { rememberedLanguage } from './language/remembered-language.ts'
import { loadLetters } from './list/load-letters.ts'
import { loadNewerBuild } from './newer-build.ts'
import { loadPreferences } from './preferences/preferences.ts'
import { currentPlace, startNavigation } from './router/navigation.ts'
import { guardRestoredPage } from './session/guard-restored-page.ts'
import { resumeWhereOneWas } from './session/resume.ts'
import { guardSecretFragment } from './session/secret-fragment.ts'
import { loadSession, sessionIsOver } from './session/session-store.ts'
import { guardStepUpLinks, receiveStepUp } from './session/step-up-journey.ts'
import { PartBoundary } from './ui/part-boundary.tsx'

window.addEventListener('vite:preloadError', () => void loadNewerBuild())

async function start(root: HTMLElement): Promise<void> {
  guardSecretFragment()
  loadPreferences()
  startNavigation()
  guardStepUpLinks()
  receiveStepUp()
  guardRestoredPage(root)
  const language = rememberedLanguage()
  const texts = loadCatalogue(language)
  askAhead()
  const catalogue = await texts
  createRoot(root).render(
    <LanguageProvider initial={{ language, catalogue }}>
      <PartBoundary>
        <App />
      </PartBoundary>
    </LanguageProvider>,
  )
}

/** Texts, session and letters at once: one after the other they cost a slow phone half a second [measured]. */
function askAhead(): void {
  // The server saw no session when it gave out the page: nothing to ask, and no refusal in the console.
  if (document.documentElement.dataset['signedOut'] === 'true') {
    sessionIsOver()
    return
  }
  void loadSession().then(resumeWhereOneWas)
  const { route } = currentPlace()
  if (route.page === 'letters') void loadLetters(route)
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
void start(root)
