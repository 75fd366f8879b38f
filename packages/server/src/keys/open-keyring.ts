import { randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { StartError } from '../config/start-error.ts'
import type { Database } from '../store/database.ts'
import { markSealed, olderParts, unsealedParts } from '../store/sealing/marks.ts'
import { firstFormOf } from './first-form.ts'
import { createKeyring, type Keyring } from './keyring.ts'
import { readIfThere, readOrCreate } from './read-or-create.ts'

const checkName = 'master key check'

export interface OpenKeyringOptions {
  config: Pick<Config, 'dataDirectory' | 'databaseUrl' | 'masterKey'>
  db: Database
  /** Told what an operator must know, once. */
  warn: (message: string) => void
}

/**
 * The keyring of this database. The master key comes from the configuration, or from `<data>/keys/master.key`, which
 * is made the first time. The database holds a value that only the right key gives.
 *
 * @throws StartError when the key is missing or is not the one that the database was set up with
 */
export async function openKeyring({ config, db, warn }: OpenKeyringOptions): Promise<Keyring> {
  const path = join(config.dataDirectory, 'keys', 'master.key')
  // The check is written after the key: asked for first, it never speaks of a key that was not there when we looked.
  const check = await readCheck(db)
  const configured = config.masterKey?.reveal() ?? (await readIfThere(path))
  if (configured === undefined && check !== undefined) {
    throw new StartError(
      `The master key of this database is missing: there is no ${path}, and BREVDUE_MASTER_KEY is not set. Restore the key from your backup. A new one would not open the letters that are stored.`,
    )
  }
  const text = configured ?? (await makeMasterKey(path, config.databaseUrl !== undefined, warn))
  const masterKey = decode(text, path)
  const keyring = createKeyring(masterKey)
  if (!timingSafeEqual(check ?? (await keepCheck(db, keyring)), keyring.checkValue())) {
    throw new StartError(
      `This master key (${config.masterKey === undefined ? path : 'BREVDUE_MASTER_KEY'}) is not the one that the database was set up with. Restore that one, or use the database that belongs to this key.`,
    )
  }
  // A database that is set up only now holds nothing of an older version.
  if (check === undefined) await markSealed(db, keyring, olderParts)
  if ((await unsealedParts(db, keyring)).length > 0) keyring.firstForm = firstFormOf(masterKey)
  return keyring
}

async function makeMasterKey(path: string, external: boolean, warn: (message: string) => void): Promise<string> {
  const text = await readOrCreate(path, () => `${randomBytes(32).toString('base64')}\n`)
  if (external) {
    warn(
      `A new master key was made in ${path}. Letters cannot be read without it: back it up, apart from the database.`,
    )
  }
  return text
}

function decode(text: string, path: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32)
    throw new StartError(`${path} is damaged: it must hold 32 bytes in base64. Restore it from your backup.`)
  return key
}

async function readCheck(db: Database): Promise<Buffer | undefined> {
  const row = await db.selectFrom('installation').select('value').where('name', '=', checkName).executeTakeFirst()
  return row?.value
}

/** The first server's key becomes the database's. @returns the one that did, if two start at once */
async function keepCheck(db: Database, keyring: Keyring): Promise<Buffer> {
  const value = keyring.checkValue()
  await db
    .insertInto('installation')
    .values({ name: checkName, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await readCheck(db)) ?? value
}
