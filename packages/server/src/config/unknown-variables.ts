import { type Option, options } from './options.ts'

const prefix = 'BREVDUE_'

const known = Object.values<Option>(options).flatMap(({ variable, type }) =>
  type.kind === 'secret' ? [variable, `${variable}_FILE`] : [variable],
)

/**
 * A sentence for each variable that bears our prefix and that no option knows. None of them keeps a server from
 * starting: others may set such names, as Kubernetes does for a service called “brevdue” (BREVDUE_SERVICE_HOST). The
 * values are never repeated.
 */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const strange = Object.keys(env).filter((name) => /^BREVDUE_\w+$/i.test(name) && !known.includes(name))
  return strange.sort().map(sentence)
}

function sentence(name: string): string {
  const plain = name.replace(/_FILE$/, '')
  if (plain !== name && known.includes(plain)) {
    return `${name} is not known and has no effect: only secrets are read from a file; set ${plain}`
  }
  const nearest = nearestTo(name)
  const advice = nearest === undefined ? 'docs/reference/configuration.md lists all' : `did you mean ${nearest}?`
  return `${name} is not known and has no effect; ${advice}`
}

function nearestTo(name: string): string | undefined {
  const typed = letters(name)
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(typed, letters(candidate)) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(1, typed.length / 3) ? best.candidate : undefined
}

/** What is compared: without prefix and underscores, so that BREVDUE_PORT is PORT and BINDAYS is BIN_DAYS. */
function letters(name: string): string {
  const upper = name.toUpperCase()
  return (upper.startsWith(prefix) ? upper.slice(prefix.length) : upper).replaceAll('_', '')
}

function distanceOf(typed: string, candidate: string): number {
  const oneStartsTheOther = typed.length > 3 && (typed.startsWith(candidate) || candidate.startsWith(typed))
  return Math.min(editDistance(typed, candidate), oneStartsTheOther ? 1 : Number.POSITIVE_INFINITY)
}

/** How many letters must be put in, left out or exchanged (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const exchanged = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
