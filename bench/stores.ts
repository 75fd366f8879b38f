import { createKeyring, type Keyring } from '../packages/server/src/keys/keyring.ts'
import { type Database, openDatabase } from '../packages/server/src/store/database.ts'
import { connectOrStart } from '../packages/server/src/store/embedded/connect-or-start.ts'

export interface Stores extends AsyncDisposable {
  db: Database
  keyring: Keyring
}

/** The embedded database of a running server, as an operator's command sees it. */
export async function openEmbeddedStores(dataDirectory: string, masterKey: Buffer): Promise<Stores> {
  const embedded = await connectOrStart(dataDirectory, { as: 'operator' })
  const db = openDatabase(embedded.url, { connections: 2, name: 'brevdue bench' })
  return {
    ...{ db, keyring: createKeyring(masterKey) },
    async [Symbol.asyncDispose]() {
      await db.destroy()
      await embedded.close()
    },
  }
}
