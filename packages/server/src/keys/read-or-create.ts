import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeDirectory } from './make-directory.ts'

/**
 * Reads a secret kept on disk, or makes and keeps it the first time: readable by its owner only, complete or absent
 * after a crash, and the same for two processes that make it at once.
 */
export async function readOrCreate(path: string, make: () => Promise<string> | string): Promise<string> {
  const known = await readIfThere(path)
  if (known !== undefined) return known
  await makeDirectory(dirname(path), 0o700)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeLasting(draft, await make())
    await link(draft, path) // unlike rename, never replaces what another process made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  await syncDirectory(dirname(path))
  return readFile(path, 'utf8')
}

/** @returns undefined when there is no such file */
export async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

async function writeLasting(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
