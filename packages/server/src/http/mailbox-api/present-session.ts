import type { Session as StoredSession } from '../../store/sessions.ts'
import type { Session } from './contract.ts'

export function presentSession(session: StoredSession, sandbox: boolean): Session {
  const { owner, level, method, pending } = session
  return {
    person: { name: owner.name, initials: initialsOf(owner.name), kind: owner.kind },
    level,
    method,
    since: session.since.toISOString(),
    endsAt: session.expiresAt.toISOString(),
    endsForGoodAt: session.endsForGoodAt.toISOString(),
    levelEndsAt: session.levelEndsAt?.toISOString() ?? null,
    sandbox,
    stepUp: pending === null ? null : { letterId: pending.letterId, level: pending.level },
  }
}

/** First and last name, as on an envelope: Kari Anne Nordmann is KN. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  return chosen.map((word) => /^./u.exec(word ?? '')?.[0].toLocaleUpperCase('nb') ?? '').join('')
}
