import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../../config/start-error.ts'
import { readOrCreate } from '../../keys/read-or-create.ts'
import type { Binaries } from './binaries.ts'
import { type Layout, roleName } from './layout.ts'
import type { RunAs } from './run-as.ts'

const run = promisify(execFile)

/** Only what a PostgreSQL program needs: our own environment holds secrets. */
export const postgresEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** The password of the embedded database, made the first time. */
export async function obtainPassword(layout: Layout): Promise<string> {
  return (await readOrCreate(layout.password, () => `${randomBytes(24).toString('base64url')}\n`)).trim()
}

/** Whether there is a database directory, complete. */
export function hasCluster({ cluster }: Layout): Promise<boolean> {
  return exists(join(cluster, 'PG_VERSION'))
}

/**
 * Makes the database directory if there is none. It is made beside its place and renamed into it when it is
 * complete, so that a crash or a second process at the same moment does no harm.
 */
export async function ensureCluster(layout: Layout, binaries: Binaries, runAs: RunAs, password: string): Promise<void> {
  if (await hasCluster(layout)) return
  const draft = `${layout.cluster}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  const passwordCopy = `${draft}.password`
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordCopy, password, { mode: 0o600 })
    if (runAs.owner !== undefined) {
      await chown(draft, runAs.owner.uid, runAs.owner.gid)
      await chown(passwordCopy, runAs.owner.uid, runAs.owner.gid)
    }
    const [program = '', ...rest] = [...runAs.prefix, binaries.initdb, ...initArguments(draft, passwordCopy)]
    await run(program, rest, { ...runAs.account, env: postgresEnvironment, cwd: '/' }).catch(explain(layout))
    await rename(draft, layout.cluster)
  } catch (error) {
    if (!(await hasCluster(layout))) throw error
  } finally {
    await rm(passwordCopy, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

/** What initdb says is for people; where it broke off it tells no more than the reason. */
function explain(layout: Layout): (cause: Error & { stderr?: string }) => never {
  return (cause) => {
    const said = cause.stderr?.trim() || cause.message
    if (said.includes('No space left on device')) {
      throw new StartError(
        `The data directory ${layout.dataDirectory} has no room left for a database. Make room (100 MB to begin with), or choose another with BREVDUE_DATA.`,
        { cause },
      )
    }
    throw new StartError(`The embedded PostgreSQL could not be made in ${layout.cluster}. It says:\n${said}`, { cause })
  }
}

function initArguments(directory: string, passwordFile: string): string[] {
  return [
    `--pgdata=${directory}`,
    `--pwfile=${passwordFile}`,
    `--username=${roleName}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorts by code point and knows the letters of all languages, alike on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=norwegian',
  ]
}

/** As `ensureCluster` names its drafts, and nothing else: a copy that an operator puts beside them has another name. */
const draftEnding = /^\.new-\d+-[0-9a-f]{8}(\.password)?$/

/** Removes what a start that was killed half-way left behind. Only for whoever holds the server's lock. */
export async function removeDrafts(layout: Layout): Promise<void> {
  const prefix = basename(layout.cluster)
  for (const name of await readdir(layout.dataDirectory)) {
    if (!name.startsWith(prefix) || !draftEnding.test(name.slice(prefix.length))) continue
    await rm(join(layout.dataDirectory, name), { recursive: true, force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
