import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ThrottleRule, throttles } from '../../../domain/built-in/throttle.ts'
import { countAttempt, forgetAttempts, forgiveAttempt } from '../../../store/built-in/attempts.ts'
import { isKnownToAnyone } from '../../../store/built-in/known-browsers.ts'
import { sendProblem } from '../problem.ts'
import type { Kit } from './kit.ts'

type Rule = (typeof throttles)[keyof typeof throttles]

/** What counting needs; other ways to sign in have it too. */
export type Counting = Pick<Kit, 'deps' | 'networkOf'>

/** @returns until when to wait, or null */
export function countBy(kit: Counting, rule: Rule, subject: string): Promise<Date | null> {
  return countAttempt(kit.deps.db, keyOf(kit, rule, subject), rule, kit.deps.clock())
}

/** Counts by where the request comes from; nothing is counted where that cannot be told. */
export async function countByNetwork(kit: Counting, rule: Rule, request: FastifyRequest): Promise<Date | null> {
  const network = kit.networkOf(request)
  return network === undefined ? null : countBy(kit, rule, network)
}

/** A step of signing in that is no guess: a known browser is counted by itself, so that no neighbour can use up its budget. */
export async function countCeremony(kit: Kit, request: FastifyRequest): Promise<Date | null> {
  const token = kit.cookies.known.read(request.headers.cookie)
  const known = token !== undefined && (await isKnownToAnyone(kit.deps.db, token))
  return known ? countBy(kit, throttles.ceremony, `browser ${token}`) : countByNetwork(kit, throttles.ceremony, request)
}

/** One try led somewhere; the others from there stay counted. */
export async function forgiveByNetwork(kit: Counting, rule: Rule, request: FastifyRequest): Promise<void> {
  const network = kit.networkOf(request)
  if (network !== undefined) await forgiveAttempt(kit.deps.db, keyOf(kit, rule, network))
}

/** Who tries to sign in with a password: a browser that its owner has used before, or any other. */
export interface Guesser {
  /** Hex of the address' keyed hash. */
  account: string
  /** What the known browser is counted by; undefined for strangers. */
  known: string | undefined
}

/** Strangers are counted by where they are and by whom they want to be; a known browser only by itself. */
export async function countGuess(kit: Kit, request: FastifyRequest, guesser: Guesser): Promise<Date | null> {
  if (guesser.known !== undefined) return countBy(kit, throttles.knownBrowser, guesser.known)
  return (
    (await countByNetwork(kit, throttles.network, request)) ?? (await countBy(kit, throttles.account, guesser.account))
  )
}

/** The guess was never looked at: it does not count. */
export async function takeBackGuess(kit: Kit, request: FastifyRequest, guesser: Guesser): Promise<void> {
  const { db } = kit.deps
  if (guesser.known !== undefined) {
    await forgiveAttempt(db, keyOf(kit, throttles.knownBrowser, guesser.known))
    return
  }
  await forgiveAttempt(db, keyOf(kit, throttles.account, guesser.account))
  await forgiveByNetwork(kit, throttles.network, request)
}

/** The sign-in was completed: what it cost is given back. */
export async function forgiveGuess(kit: Kit, request: FastifyRequest, guesser: Guesser): Promise<void> {
  const { db } = kit.deps
  if (guesser.known !== undefined) {
    await forgetAttempts(db, keyOf(kit, throttles.knownBrowser, guesser.known))
    return
  }
  await forgetAttempts(db, keyOf(kit, throttles.account, guesser.account))
  await forgiveByNetwork(kit, throttles.network, request)
}

function keyOf({ deps }: Counting, rule: ThrottleRule, subject: string): Buffer {
  return deps.keyring.hashFor(`throttle ${rule.name}`, subject)
}

/** 429: when to come back, and nothing about why. */
export function sendTooMany(kit: Kit, reply: FastifyReply, until: Date): FastifyReply {
  const retryAfter = Math.max(1, Math.ceil((until.getTime() - kit.deps.clock().getTime()) / 1000))
  void reply.header('retry-after', String(retryAfter))
  return sendProblem(reply, 'TOO_MANY_ATTEMPTS', { retryAfter })
}

/** All places for password hashes are taken. */
export function sendBusy(kit: Kit, reply: FastifyReply): FastifyReply {
  return sendTooMany(kit, reply, new Date(kit.deps.clock().getTime() + 5_000))
}
