import type { Session } from '@brevdue/server/mailbox-contract'
import { failureCode, whenSignedOut } from '../api/request.ts'
import { fetchSession, signOut } from '../api/session-api.ts'
import { closePdfEngine } from '../letter/pdf/pdf-engine-handle.ts'
import { clearLetters } from '../list/letters-store.ts'
import { forgetPositions } from '../list/list-position.ts'
import { currentPlace, navigate } from '../router/navigation.ts'
import { inboxPath, isPublic } from '../router/route.ts'
import { createStore } from '../state/store.ts'
import { tellOtherTabs, whenAnotherTabTells } from './other-tabs.ts'
import { rememberReturnPath } from './return-path.ts'

export interface SessionState {
  /** `unknown` until the server has answered; `unreachable` when it does not. */
  status: 'unknown' | 'signed-in' | 'signed-out' | 'unreachable'
  session: Session | undefined
  /** Ended by time, not by the person: the signed-out page says why. */
  ended: boolean
}

export const sessionStore = createStore<SessionState>({ status: 'unknown', session: undefined, ended: false })

export async function loadSession(): Promise<void> {
  try {
    keepSession(await fetchSession())
  } catch (error) {
    if (failureCode(error) !== 'SIGNED_OUT') sessionStore.set({ status: 'unreachable' })
  }
}

export function keepSession(session: Session): void {
  sessionStore.set({ status: 'signed-in', session, ended: false })
}

/** Somebody has signed in here, which takes every other tab along. */
export function beginSession(session: Session): void {
  keepSession(session)
  tellOtherTabs('signed-in')
}

/** The person signs out: nothing stays on the page, not even the way back. */
export async function endSession(): Promise<void> {
  try {
    await signOut()
  } finally {
    tellOtherTabs('signed-out')
    leave()
  }
}

function leave(): void {
  forget()
  forgetPositions()
  sessionStore.set({ status: 'signed-out', session: undefined, ended: false })
  navigate('/signed-out')
}

/** Letters must never stand under the name of somebody else. */
async function followOtherTab(news: 'signed-in' | 'signed-out'): Promise<void> {
  const before = sessionStore.get().session
  if (before === undefined) return
  if (news === 'signed-out') {
    leave()
    return
  }
  forget()
  sessionStore.set({ status: 'unknown', session: undefined })
  await loadSession()
  const now = sessionStore.get().session
  if (now !== undefined && now.person.name !== before.person.name && !isPublic(currentPlace().route)) {
    navigate(inboxPath(), { replace: true })
  }
}

/** The server says that nobody is signed in: letters leave the page at once, the way back is kept. */
export function sessionIsOver(): void {
  const { status } = sessionStore.get()
  const place = currentPlace()
  forget()
  sessionStore.set({ status: 'signed-out', session: undefined, ended: status === 'signed-in' })
  if (isPublic(place.route)) return
  rememberReturnPath(place.path + place.search)
  navigate(status === 'signed-in' ? '/signed-out' : '/sign-in', { replace: true })
}

function forget(): void {
  clearLetters()
  closePdfEngine()
}

whenSignedOut(sessionIsOver)
whenAnotherTabTells((news) => void followOtherTab(news))
