import type { StepUpResult } from '@brevdue/server/mailbox-contract'
import { navigate } from '../router/navigation.ts'
import { sessionStore } from './session-store.ts'

type Outcome = StepUpResult['outcome']
const outcomes: readonly Outcome[] = ['raised', 'cancelled', 'too-low']
const storageKey = 'brevdue-step-up'
/** Browsers keep no more entries than this, and count no further. */
const longestHistory = 50

/**
 * A stronger sign-in leaves the letter and comes back to it, and one press of Back shall then lead to the list. Our own
 * step-up page therefore takes the letter's place in the history, and gives it back. Pages of an identity provider
 * cannot be told to: they come on top, and are gone back over.
 */
export function guardStepUpLinks(): void {
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element && event.target.closest('a[href^="/auth/step-up?"]')
      if (!(link instanceof HTMLAnchorElement) || isModified(event)) return
      event.preventDefault()
      if (sessionStore.get().session?.method === 'oidc') {
        // one step forward cuts off what lay ahead: the length of the history is now the place in it
        history.pushState(history.state, '')
        keep({ before: history.length - 1 })
      }
      location.replace(link.href)
      // before the link's own handler, which knows nothing of providers
    },
    true,
  )
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) arriveAtLetter()
  })
}

/** Back on the letter, `?step-up=…` is taken out of the address and told to the page as what it arrived with. */
export function receiveStepUp(): void {
  const { pathname, search } = location
  if (pathname === '/sign-in') return
  const query = new URLSearchParams(search)
  const said = outcomes.find((outcome) => outcome === query.get('step-up'))
  if (said === undefined) return arriveAtLetter()
  query.delete('step-up')
  returnTo(pathname + (query.size > 0 ? `?${query}` : ''), said)
}

/** Back over the entries of the journey; where they cannot be counted, the last of them becomes the letter. */
function returnTo(path: string, outcome: Outcome): void {
  const { before } = recall()
  const entries = before === undefined ? 0 : history.length - before
  if (entries < 1 || history.length >= longestHistory) {
    keep({})
    navigate(path, { replace: true, arrival: { stepUp: outcome } })
    return
  }
  keep({ path, outcome })
  history.go(-entries)
}

function arriveAtLetter(): void {
  const { path, outcome } = recall()
  if (path === undefined || outcome === undefined) return
  keep({})
  navigate(path, { replace: true, arrival: { stepUp: outcome } })
}

function isModified(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}

interface Journey {
  /** How many entries the history had, the letter's being the last. */
  before?: number
  path?: string
  outcome?: Outcome
}

function keep(journey: Journey): void {
  try {
    if (Object.keys(journey).length === 0) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, JSON.stringify(journey))
  } catch {
    // without storage Back leads over the pages of the journey
  }
}

function recall(): Journey {
  try {
    return (JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Journey | null) ?? {}
  } catch {
    return {}
  }
}
