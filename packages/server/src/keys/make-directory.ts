import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a directory and those above it. Node's own way (`recursive`) tries for ever where the system says of a place
 * that exists that it does not, as below /proc.
 */
export async function makeDirectory(path: string, mode = 0o777): Promise<void> {
  const made = await makeOne(path, mode)
  if (made !== 'no-parent') return
  const parent = dirname(path)
  if (parent !== path) await makeDirectory(parent, mode)
  await mkdir(path, { mode }).catch(unlessMadeMeanwhile)
}

async function makeOne(path: string, mode: number): Promise<'there' | 'no-parent'> {
  try {
    await mkdir(path, { mode })
    return 'there'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return 'no-parent'
    // A root that is read-only says so of what exists too.
    if ((await stat(path).catch(() => undefined))?.isDirectory() === true) return 'there'
    throw error
  }
}

function unlessMadeMeanwhile(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
