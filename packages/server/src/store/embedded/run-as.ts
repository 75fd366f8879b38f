import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { StartError } from '../../config/start-error.ts'

const run = promisify(execFile)

interface Account {
  uid: number
  gid: number
}

/** How to run PostgreSQL, which refuses to run as root. */
export interface RunAs {
  /** Whom its directories must belong to; absent: whoever we are. */
  owner?: Account
  /** The account that a child process is given when it is started. */
  account?: Account
  /** A program and its arguments to put before the command. */
  prefix: readonly string[]
}

/** Accounts that are taken if they are there; the first is made if none is. */
const accountNames = ['brevdue', 'postgres']

/**
 * An ordinary account runs PostgreSQL as itself. Root runs it as the account that owns the database, or as one made
 * for it; where that account cannot enter the directories, as below /root, it gets the one capability to do so.
 *
 * @param clusterDirectory where the database lies or will lie
 * @param reach paths that the account must be able to read, and to enter or execute
 */
export async function chooseRunAs(clusterDirectory: string, reach: readonly string[]): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const account = (await ownerOf(clusterDirectory)) ?? (await findAccount()) ?? (await makeAccount())
  if (await canReach(account, reach, [])) return { owner: account, account, prefix: [] }
  for (const capability of ['+dac_read_search', '+dac_override']) {
    const prefix = [
      'setpriv',
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      `--inh-caps=-all,${capability}`,
      `--ambient-caps=-all,${capability}`,
      '--securebits=+no_setuid_fixup', // else access(2), which PostgreSQL asks of its own programs, ignores it
    ]
    if (await canReach(undefined, reach, prefix)) return { owner: account, prefix }
  }
  throw new StartError(
    `PostgreSQL does not run as root, and the account it would run as (number ${account.uid}) cannot enter ${reach.join(' or ')}. Open the way (chmod o+x on the folders above), choose another place with BREVDUE_DATA, or start Brevdue as an ordinary account.`,
  )
}

async function ownerOf(directory: string): Promise<Account | undefined> {
  const found = await stat(directory).catch(() => undefined)
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid }
}

async function findAccount(): Promise<Account | undefined> {
  for (const name of accountNames) {
    const account = await lookUp(name)
    if (account !== undefined) return account
  }
  return undefined
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/** Debian's and Red Hat's way first, then that of small images. */
async function makeAccount(): Promise<Account> {
  const name = accountNames[0] ?? ''
  const ways = [
    [
      'useradd',
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      name,
    ],
    ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', name],
  ]
  for (const [program = '', ...rest] of ways) {
    await run(program, rest).catch(() => undefined)
    const account = await lookUp(name)
    if (account !== undefined) return account
  }
  throw new StartError(
    `PostgreSQL does not run as root, and an account for it could not be made. Make one called ${name} (useradd --system ${name}), or start Brevdue as an ordinary account.`,
  )
}

/** Asked as PostgreSQL asks: with access(2), which Node uses too and which looks at less than opening does. */
const reachable = 'for (const path of process.argv.slice(1)) fs.accessSync(path, fs.constants.R_OK | fs.constants.X_OK)'

async function canReach(
  account: Account | undefined,
  paths: readonly string[],
  prefix: readonly string[],
): Promise<boolean> {
  const [program = '', ...rest] = [...prefix, process.execPath, '-e', reachable, '--', ...paths]
  return run(program, rest, { ...account, cwd: '/', env: {} }).then(
    () => true,
    () => false,
  )
}
