import { spawn } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '@brevdue/server'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = join(web, 'dist/index.html')
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json']

/** Whether the mailbox's pages have to be built: never built, or changed since. */
export function webPagesAreStale(): boolean {
  const built = statSync(page, { throwIfNoEntry: false })?.mtimeMs
  if (built === undefined) return true
  return sources.some((name) => newestChange(join(web, name)) > built)
}

/** @throws StartError when there are no pages to serve */
export function requireWebPages(): void {
  if (!existsSync(page)) throw new StartError('The pages of the mailbox have not been built. Run: npm run build')
}

/**
 * Builds the mailbox's pages.
 *
 * @throws StartError with what the build said when it fails
 */
export async function buildWebPages(): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  if (!existsSync(vite)) {
    throw new StartError(
      'The pages of the mailbox have to be built, and what builds them is not installed. Run: npm ci --include=dev',
    )
  }
  // Built beside and moved into place, so that another process never serves or builds half a folder.
  const draft = join(root, 'node_modules/.cache', `brevdue-web-${process.pid}`)
  const args = [vite, 'build', '--logLevel', 'warn', '--outDir', draft, '--emptyOutDir']
  const child = spawn(process.execPath, args, { cwd: web, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new StartError(`The pages of the mailbox do not build:\n${said.trim()}`)
  replaceFolder(draft, join(web, 'dist'))
}

function replaceFolder(draft: string, place: string): void {
  const old = `${draft}-old`
  if (existsSync(place)) renameSync(place, old)
  renameSync(draft, place)
  rmSync(old, { recursive: true, force: true })
}

function newestChange(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}
