import { type AuthenticationLevel, authenticationLevels, reaches } from './access.ts'

/** What the words of a provider are worth here. */
export interface AcrMeanings {
  levels: ReadonlyMap<string, AuthenticationLevel>
  /** Of a sign-in about which nothing is said. */
  defaultLevel?: AuthenticationLevel | undefined
}

/** The level of a sign-in; undefined when its `acr` means nothing here, which must sign nobody in. */
export function levelOfAcr(acr: string | null, meanings: AcrMeanings): AuthenticationLevel | undefined {
  return acr === null ? meanings.defaultLevel : meanings.levels.get(acr)
}

/**
 * What a stronger sign-in asks the provider for: what the operator said for the level, else the weakest `acr` that
 * reaches it.
 */
export function acrFor(
  level: AuthenticationLevel,
  meanings: AcrMeanings,
  said: ReadonlyMap<AuthenticationLevel, string>,
): string | undefined {
  const own = said.get(level)
  if (own !== undefined) return own
  const reaching = [...meanings.levels].filter(([, worth]) => reaches(worth, level))
  const weakest = reaching.toSorted(([, a], [, b]) => authenticationLevels.indexOf(a) - authenticationLevels.indexOf(b))
  return (weakest.find(([, worth]) => worth === level) ?? weakest[0])?.[0]
}
