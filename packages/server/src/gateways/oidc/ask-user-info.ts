import { fetchUserInfo } from 'openid-client'
import type { Discovered } from './discover.ts'
import { faultIn, unreachableIn } from './faults.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** Whom to ask about. */
interface Asked {
  accessToken: string
  /** Of the id token. An answer about anybody else is refused. */
  subject: string
}

/**
 * What the provider says of a person at its userinfo endpoint (OpenID Connect Core 5.3), for the claims that it does
 * not put into the id token. openid-client sees to the subject, and to the signature where the answer has one; else its
 * TLS vouches for it, as for the token endpoint. Time and size are bounded like those of every question to the provider.
 *
 * @returns undefined when the provider has no such endpoint
 * @throws SignInRefused, or the fault of the way to the provider
 */
export async function askUserInfo(
  { userInfo, metadata }: Pick<Discovered, 'userInfo' | 'metadata'>,
  { accessToken, subject }: Asked,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (typeof metadata.userinfo_endpoint !== 'string') return undefined
  try {
    return await fetchUserInfo(userInfo, accessToken, subject)
  } catch (error) {
    if (unreachableIn(error) !== undefined) throw error
    throw new SignInRefused('not-accepted', `the answer of userinfo does not pass the checks (${faultIn(error)})`)
  }
}
