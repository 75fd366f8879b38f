import type { Redeemed } from '../../../gateways/oidc/redeem-code.ts'
import { SignInRefused } from '../../../gateways/oidc/sign-in-refused.ts'
import { isStorableName } from '../../../gateways/oidc/storable-name.ts'
import { findMailboxByIdentity, findMailboxBySubject } from '../../../store/signed-in-mailbox.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { OidcPlace } from './oidc-place.ts'

/**
 * The mailbox of whom the provider names, in the claim that the operator said.
 *
 * @returns undefined when nobody here is meant, or the mailbox is closed
 * @throws SignInRefused when the provider names nobody
 */
export async function findPerson(
  { deps: { db, keyring } }: MailboxContext,
  { oidc: { issuer, person, personClaim } }: OidcPlace,
  { person: named }: Redeemed,
): Promise<string | undefined> {
  if (typeof named !== 'string' || named === '') {
    const what = `no text is in the claim ${personClaim}, neither of the id token nor of userinfo`
    throw new SignInRefused('not-accepted', `${what}: see BREVDUE_OIDC_PERSON_CLAIM and BREVDUE_OIDC_SCOPES`)
  }
  if (!isStorableName(named))
    throw new SignInRefused('not-accepted', `the claim ${personClaim} cannot be anybody's name`)
  if (person === 'subject') return findMailboxBySubject({ db, keyring }, issuer, named)
  if (!/^\d{11}$/.test(named)) {
    throw new SignInRefused('not-accepted', `the claim ${personClaim} is no national identity number`)
  }
  return findMailboxByIdentity({ db, keyring }, named)
}
