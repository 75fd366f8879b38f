import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { startServer } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { openStores } from '../../src/operate/index.ts'

test('beside a server on the embedded PostgreSQL that has not sealed the register, a command changes nothing', async (context) => {
  const parent = await mkdtemp(join(tmpdir(), 'brevdue-older-'))
  context.after(() => rm(parent, { recursive: true, force: true, maxRetries: 10 }))
  const masterKey = randomBytes(32).toString('base64')
  const config = loadConfig({}, { mode: 'sandbox', port: 0, dataDirectory: join(parent, 'data'), masterKey })
  const server = await startServer(config, { log: createLogger('silent') })
  try {
    await (await openStores(config, () => undefined))[Symbol.asyncDispose]()
    // As an older server would have it: nothing says that the register is sealed.
    await sql`DELETE FROM installation WHERE name = 'sealed again: register'`.execute(server.db)
    await assert.rejects(
      openStores(config, () => undefined),
      /older version than this command.*Restart the server/,
    )
  } finally {
    await server.close()
  }
  await (await openStores(config, () => undefined))[Symbol.asyncDispose]()
})
