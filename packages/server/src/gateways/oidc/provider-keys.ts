import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'

/** Keys that the provider has taken back are believed no longer than this. */
const longestMs = 10 * 60_000
/** Between two fetches because of a key we do not know: whoever sends us made-up tokens must not make us ask and ask. */
const restMs = 30_000

/**
 * The keys of the provider's signatures, fetched when they are needed and again when a token names one we do not know:
 * providers change their keys without telling.
 */
export function providerKeys(fetchKeys: () => Promise<JSONWebKeySet>, clock: () => Date): JWTVerifyGetKey {
  let known: { find: JWTVerifyGetKey; at: number } | undefined
  let loading: Promise<{ find: JWTVerifyGetKey; at: number }> | undefined
  const load = (): Promise<{ find: JWTVerifyGetKey; at: number }> => {
    loading ??= fetchKeys()
      .then((keys) => {
        known = { find: createLocalJWKSet(keys), at: clock().getTime() }
        return known
      })
      .finally(() => {
        loading = undefined
      })
    return loading
  }
  const age = (since: number): number => Math.abs(clock().getTime() - since)
  return async (header, token) => {
    const keys = known === undefined || age(known.at) > longestMs ? await load() : known
    try {
      return await keys.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || age(keys.at) < restMs) throw error
      return (await load()).find(header, token)
    }
  }
}
