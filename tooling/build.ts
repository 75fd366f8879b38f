/** `npm run build`: what cannot be run from source, which is the web's pages. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { environment, root } from './step.ts'

const { status } = spawnSync('vite', ['build', '--logLevel', 'warn'], {
  cwd: join(root, 'packages/web'),
  env: environment,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
