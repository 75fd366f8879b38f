import { currentPlace, navigate } from '../router/navigation.ts'
import { takeReturnPath } from './return-path.ts'
import { sessionStore } from './session-store.ts'

/** An identity provider leads back to the inbox; whoever was elsewhere when the session ended goes on there. */
export function resumeWhereOneWas(): void {
  const { path, search } = currentPlace()
  if (sessionStore.get().status !== 'signed-in' || search !== '' || (path !== '/' && path !== '/inbox')) return
  const kept = takeReturnPath()
  if (kept !== '/inbox') navigate(kept, { replace: true })
}
