import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Halves the time to start. Not in the shared temporary directory, where another account could lie in wait.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/brevdue', import.meta.url)))

// Who reads what we say may have gone: `brevdue … | head -1`, a closed terminal. The work is done all the same.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)

// The idle session with the embedded PostgreSQL does not keep a process going, so this does until the command is over.
const alive = setInterval(() => undefined, 2 ** 30)
const { runCommandLine } = await import('../src/command-line.ts')
process.exitCode = await runCommandLine(process.argv)
clearInterval(alive)
