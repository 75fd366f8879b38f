import type { SignedIn } from '@brevdue/server/built-in-contract'
import { clearLetters } from '../list/letters-store.ts'
import { navigate } from '../router/navigation.ts'
import { tellOtherTabs } from '../session/other-tabs.ts'
import { takeReturnPath } from '../session/return-path.ts'
import { loadSession, sessionStore } from '../session/session-store.ts'

/** Signed in: to the letter that asked for it, else to where one was before. */
export async function arrive({ outcome, returnTo }: SignedIn, fallback?: string): Promise<void> {
  clearLetters()
  await loadSession()
  tellOtherTabs('signed-in')
  const path = returnTo ?? fallback ?? pathAfterSignIn()
  navigate(path, { replace: true, ...(outcome !== 'signed-in' && { arrival: { stepUp: outcome } }) })
}

/** After a recovery, a new way in comes first. */
function pathAfterSignIn(): string {
  return sessionStore.get().session?.method === 'recovery' ? '/activate' : takeReturnPath()
}
