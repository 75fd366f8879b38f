import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'
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
