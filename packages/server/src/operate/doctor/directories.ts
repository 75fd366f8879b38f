import { randomBytes } from 'node:crypto'
import { open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'

const gigabyte = 1024 ** 3

/** What keeps a directory from being looked into: it is not there yet, or cannot be used; undefined where nothing does. */
export async function checkThere(name: string, directory: string, ifNone: string): Promise<Finding | undefined> {
  try {
    const found = await stat(directory)
    if (found.isDirectory()) return undefined
    return failed(name, `${directory} is no directory`, 'Name another with BREVDUE_DATA, or move what lies there.')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return warning(name, `there is no ${directory}`, ifNone)
    return failed(
      name,
      `${directory} cannot be reached: ${reasonOf(error)}`,
      'Run Brevdue as the account that owns the directory, or set the rights of what lies above it right.',
    )
  }
}

/** Whether we can keep things in a directory: writes, forces to disk and removes a small probe. */
export async function checkWritable(name: string, directory: string): Promise<Finding> {
  const probe = join(directory, `.probe-${randomBytes(6).toString('hex')}`)
  try {
    const handle = await open(probe, 'wx', 0o600)
    await handle.writeFile('probe')
    await handle.sync()
    await handle.close()
    return ok(name, `${directory} can be written to`)
  } catch (error) {
    return failed(
      name,
      `${directory} cannot be written to: ${reasonOf(error)}`,
      'Run Brevdue as the account that owns the directory, or set its rights right.',
    )
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
}

export async function checkSpace(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory)
  const free = `${((bavail * bsize) / gigabyte).toFixed(1)} GB free`
  if (bavail * bsize >= gigabyte) return ok('disk space', free)
  return warning('disk space', free, 'Make room: letters are refused when the disk is full.')
}

/** Keys and other secrets must be nobody else's to read. */
export async function checkSecret(name: string, path: string): Promise<Finding | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return undefined
  if ((found.mode & 0o077) === 0) return ok(name, `${path} is readable by its owner only`)
  return warning(name, `${path} can be read by other accounts of this machine`, `Run: chmod 600 ${path}`)
}
