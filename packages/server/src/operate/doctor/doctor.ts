import { join } from 'node:path'
import type { BlobStore } from '../../blobs/blob-store.ts'
import type { Config } from '../../config/config.ts'
import { blobsOf, refuseNewCluster } from '../../require-pairing.ts'
import { type Database, openDatabase } from '../../store/database.ts'
import { connectOrStart } from '../../store/embedded/connect-or-start.ts'
import { layoutOf } from '../../store/embedded/layout.ts'
import { checkClockTrust } from './clock-trust.ts'
import { checkAllContent, checkPairing } from './content.ts'
import { checkClock, checkMigrations, checkRevokedKeys, checkSenderCertificates } from './database.ts'
import { checkSecret, checkSpace, checkThere, checkWritable } from './directories.ts'
import { checkEmail } from './email.ts'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'
import { checkMasterKey, checkResponseCertificate } from './keys.ts'
import { checkPostgresAge } from './postgres-age.ts'
import { checkProxies } from './proxies.ts'
import { checkSandbox } from './sandbox.ts'
import { checkScanner, checkScans } from './scanner.ts'
import { checkSignIn } from './sign-in.ts'

export interface DoctorOptions {
  /** Also compares every letter with the content store. */
  content?: boolean | undefined
  /** Called with the number of blobs looked at. */
  onProgress?: ((blobs: number) => void) | undefined
}

/**
 * Looks at everything that the server needs and says what is wrong and what to do. Changes nothing: no directory, key
 * or schema is made. Works beside a running server; without one the embedded PostgreSQL is started for the moment.
 */
export async function doctor(config: Config, clock: () => Date, options: DoctorOptions = {}): Promise<Finding[]> {
  const { dataDirectory } = config
  const advice = 'The first start makes it: `brevdue sandbox`. Or name another with BREVDUE_DATA.'
  const unusable = await checkThere('data directory', dataDirectory, advice)
  const settings = config.warnings.map((sentence) =>
    warning('settings', sentence, 'Correct the name, or take it away.'),
  )
  if (unusable !== undefined) return [...settings, unusable]
  const keys = join(dataDirectory, 'keys')
  const sandbox = await checkSandbox(dataDirectory)
  const findings = [
    ...settings,
    await checkWritable('data directory', dataDirectory),
    await checkSpace(dataDirectory),
    ...(await checkStores(config, clock, options)),
    await checkResponseCertificate(keys, clock()),
    await checkSecret('master key file', join(keys, 'master.key')),
    await checkSecret('response key file', join(keys, 'response-key.pem')),
    await checkBlobs(join(dataDirectory, 'blobs')),
    await checkEmail(config),
    await checkScanner(config),
    checkProxies(config),
    sandbox,
    ...(await checkSignIn(config, sandbox !== undefined, clock)),
  ]
  return findings.filter((finding) => finding !== undefined)
}

async function checkBlobs(directory: string): Promise<Finding> {
  const unusable = await checkThere('content store', directory, 'The first start of the server makes it.')
  return unusable ?? checkWritable('content store', directory)
}

const noDatabase =
  'The first start of the server makes it. If the letters are in another PostgreSQL, name it with DATABASE_URL.'

async function checkStores(config: Config, clock: () => Date, options: DoctorOptions): Promise<Finding[]> {
  const blobs = blobsOf(config)
  if (config.databaseUrl === undefined) {
    // Opening it would make it: an empty database beside the one whose DATABASE_URL was forgotten, perhaps.
    const none = await checkThere('database', layoutOf(config.dataDirectory).cluster, noDatabase)
    if (none !== undefined) return [(await contentWithoutDatabase(config, blobs)) ?? none]
  }
  try {
    await using database = await openForLooking(config)
    const { db } = database
    const kind = config.databaseUrl === undefined ? 'embedded' : 'external'
    const seen = [database.finding, await checkPostgresAge(db, kind, clock())]
    const schema = await checkMigrations(db)
    const pairing = await checkPairing(config, database.url, blobs)
    if (schema.state !== 'ok') return [...seen, schema, ...pairing]
    const { onProgress } = options
    const all =
      options.content === true && pairing.every(({ name, state }) => name !== 'installation' || state === 'ok')
    return [
      ...seen,
      schema,
      ...(all ? pairing.slice(0, 1) : pairing),
      ...(all ? await checkAllContent({ config, db, blobs }, { now: clock(), onProgress }) : []),
      await checkMasterKey(config, db),
      await checkClock(db, clock),
      await checkClockTrust(db, clock()),
      await checkSenderCertificates(db, clock()),
      await checkRevokedKeys(db),
      ...(await checkScans(config, db)),
    ]
  } catch (error) {
    const advice =
      config.databaseUrl === undefined
        ? `What PostgreSQL says is in ${join(config.dataDirectory, 'postgres.log')}.`
        : 'See that PostgreSQL runs at DATABASE_URL and takes the account and password in it.'
    return [failed('database', reasonOf(error), advice)]
  }
}

/** Letters whose database is away: a fault, where an installation that is not begun yet is none. */
async function contentWithoutDatabase(config: Config, blobs: BlobStore): Promise<Finding | undefined> {
  try {
    await refuseNewCluster(config, blobs)
    return undefined
  } catch (error) {
    return failed('database', reasonOf(error), 'The server does not start like this.')
  }
}

interface Looking extends AsyncDisposable {
  db: Database
  url: string
  finding: Finding
}

async function openForLooking(config: Config): Promise<Looking> {
  const external = config.databaseUrl?.reveal()
  const embedded = external === undefined ? await connectOrStart(config.dataDirectory, { as: 'operator' }) : undefined
  const url = external ?? embedded?.url ?? ''
  const db = openDatabase(url, { connections: 2, name: 'brevdue doctor' })
  const kind = embedded === undefined ? 'PostgreSQL at DATABASE_URL answers' : 'the embedded PostgreSQL answers'
  const how = embedded?.started === true ? ' (no server runs; it was started for this check)' : ''
  return {
    db,
    url,
    finding: ok('database', kind + how),
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await embedded?.close()
    },
  }
}
