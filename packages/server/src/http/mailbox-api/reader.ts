import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config/config.ts'
import { type MailboxHandle, openMailbox } from '../../operations/open-mailbox.ts'
import { storedMailbox } from '../../store/mailbox.ts'
import { extendSession, findSession, type Session, type SessionLimits } from '../../store/sessions.ts'
import type { ServerDeps } from '../deps.ts'
import { sendProblem } from './problem.ts'
import type { SessionCookie } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Mailbox routes ask for a session unless they say `public`. */
    access?: 'public'
    /**
     * `any`: a session that was opened to set up a way to sign in (activation, recovery) may use the route too. All
     * other routes refuse it, since what opened it is no sign-in that letters may be read with.
     */
    sessions?: 'any'
    /** Sent by another server, with a signature of its own: not from our page, and not by a browser's cookie. */
    provesItself?: true
    /** The request shows that somebody is there, so the idle time starts again. Polling must not. */
    extendsSession?: true
  }
}

/** Who is signed in, and the only mailbox this request can reach. */
export interface Reader {
  session: Session
  mailbox: MailboxHandle
  now: Date
}

const readers = new WeakMap<FastifyRequest, Reader>()

/** Undefined on a public route. */
export function findReader(request: FastifyRequest): Reader | undefined {
  return readers.get(request)
}

export function readerOf(request: FastifyRequest): Reader {
  const reader = findReader(request)
  if (reader === undefined) throw new Error(`No reader on ${request.routeOptions.url}: is the route public?`)
  return reader
}

/** The hook that lets nobody through without a session. Routes are closed unless they say otherwise. */
export function requireReader(deps: ServerDeps, cookie: SessionCookie) {
  const limits = sessionLimits(deps.config)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { access, sessions, extendsSession } = request.routeOptions.config
    if (access === 'public') return undefined
    const now = deps.clock()
    const session = await anySession(deps, cookie, request, now)
    if (session === undefined) return sendProblem(reply, 'SIGNED_OUT')
    if (sessions !== 'any' && isLimited(session)) return sendProblem(reply, 'FORBIDDEN', { detail: limitedDetail })
    if (extendsSession === true) session.expiresAt = await extendSession(deps.db, session, now, limits)
    const mailbox = mailboxOf(deps, session, now)
    readers.set(request, { session, mailbox, now })
    return undefined
  }
}

const limitedDetail = 'This session may only be used to set up a way to sign in.'

/** Opened by a code of the operator or by recovery, and not by a sign-in. */
function isLimited({ method }: Session): boolean {
  return method === 'activation' || method === 'recovery'
}

/** The mailbox of a session, at the level of that session. */
export function mailboxOf(
  { db, keyring, report }: Pick<ServerDeps, 'db' | 'keyring' | 'report'>,
  { id, mailboxId, level }: Pick<Session, 'id' | 'mailboxId' | 'level'>,
  now: Date,
): MailboxHandle {
  const scope = {
    db,
    keyring,
    mailboxId,
    level,
    now,
    sessionId: id,
    notGenuine: (error: unknown) => report.notGenuine(error),
  }
  return openMailbox(storedMailbox(scope), level)
}

/** The session of a request that may come without one. Never a limited one, as if nobody were signed in. */
export async function currentSession(
  ...[deps, cookie, request, now]: Parameters<typeof anySession>
): Promise<Session | undefined> {
  const session = await anySession(deps, cookie, request, now)
  return session === undefined || isLimited(session) ? undefined : session
}

async function anySession(
  deps: ServerDeps,
  cookie: SessionCookie,
  request: FastifyRequest,
  now: Date,
): Promise<Session | undefined> {
  const token = cookie.read(request.headers.cookie)
  return token === undefined ? undefined : findSession(deps, token, now)
}

type LimitOptions = 'sessionIdleMinutes' | 'sessionAbsoluteMinutes' | 'raisedMinutes'

export function sessionLimits(config: Pick<Config, LimitOptions>): SessionLimits {
  return {
    idleMs: config.sessionIdleMinutes * 60_000,
    absoluteMs: config.sessionAbsoluteMinutes * 60_000,
    raisedMs: config.raisedMinutes === undefined ? null : config.raisedMinutes * 60_000,
  }
}
