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
import { rememberReturnPath, takeReturnPath } from './return-path.ts'

export interface SessionState {
  /** `unknown` until the server has answered; `unreachable` when it does not. */
  status: 'unknown' | 'signed-in' | 'signed-out' | 'unreachable'
  session: Session | undefined
  /** Ended by time, not by the person: the signed-out page says why. */
  ended: boolean
  /** A raised level has lapsed, and it has not been read yet. */
  lapsed: boolean
}

export const sessionStore = createStore<SessionState>({
  status: 'unknown',
  session: undefined,
  ended: false,
  lapsed: false,
})

export async function loadSession(): Promise<void> {
  try {
    updateSession(await fetchSession())
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
  let next: string | undefined
  try {
    next = (await signOut())?.redirectTo
  } finally {
    sessionEndedHere()
  }
  if (next !== undefined && /^(https?:|\/)/.test(next)) location.assign(next)
}

/** Signs out to sign in again at once, and to come back to where one is. */
export async function renewSession(): Promise<void> {
  const { path, search } = currentPlace()
  try {
    await signOut()
  } finally {
    sessionEndedHere()
    rememberReturnPath(path + search)
    navigate('/sign-in', { replace: true })
  }
}

/** The session is no more, in this and every other tab. */
export function sessionEndedHere(): void {
  tellOtherTabs('signed-out')
  leave()
}

/** What the server says now. When a raised level has lapsed, what it had opened leaves the page, and it is said why. */
export function updateSession(session: Session): void {
  const before = sessionStore.get().session
  if (JSON.stringify(before) === JSON.stringify(session)) return
  if (before !== undefined && before.level !== session.level) {
    forget()
    sessionStore.set({ lapsed: before.levelEndsAt !== null && session.levelEndsAt === null })
  }
  keepSession(session)
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
  if (before === undefined) {
    if (news === 'signed-in') await followIn()
    return
  }
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

/** Waiting for the e-mail in this tab, one has opened its link in another. */
async function followIn(): Promise<void> {
  if (!['sign-in', 'signed-out', 'recovery'].includes(currentPlace().route.page)) return
  await loadSession()
  if (sessionStore.get().session !== undefined) navigate(takeReturnPath(), { replace: true })
}

/** The server says that nobody is signed in: letters leave the page at once, the way back is kept. */
export function sessionIsOver(): void {
  const { status } = sessionStore.get()
  // several requests under way may all hear it
  if (status === 'signed-out') return
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
