import { StartError } from '../../config/start-error.ts'
import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'
import { serverRuns } from '../embedded/locks.ts'
import { unsealedParts } from './marks.ts'
import { sealRegister } from './register.ts'
import { sealSignIn } from './sign-in.ts'

/**
 * Seals again what an older version has left of what is looked up by hashes: a person cannot be found before they are there. Documents
 * are sealed again while the server runs (`jobs/seal-older-rows.ts`).
 *
 * @param warn called about what does not open
 */
export async function sealBeforeRequests(
  db: Database,
  keyring: Keyring,
  warn: (message: string) => void,
): Promise<void> {
  const notGenuine = (error: unknown): void => warn(String(error))
  await sealRegister(db, keyring, notGenuine)
  await sealSignIn(db, keyring, notGenuine)
}

/**
 * For who is not the server. A server of this version has sealed these parts before it took requests, so one that runs
 * while they are not is of an older version; it would find no recipient after they were sealed, and refuse its letters.
 *
 * @throws StartError that says what to do
 */
export async function refuseBesideOlderServer(db: Database, keyring: Keyring, embedded: boolean): Promise<void> {
  const parts = (await unsealedParts(db, keyring)).filter((part) => part !== 'documents')
  if (parts.length === 0 || !(await serverRuns(db, embedded))) return
  throw new StartError(
    'The running server is of an older version than this command, which would change what that server reads. The recipients were left as they are. Restart the server with this version, then try again.',
  )
}
