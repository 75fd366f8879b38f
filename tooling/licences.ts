import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root, type StepResult } from './step.ts'

/** Licences that ask for no more than that their text goes along. Each expression is listed as the package writes it. */
const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'PostgreSQL',
  'Python-2.0',
  'OFL-1.1',
  '(MIT OR CC0-1.0)',
  '(MIT OR Apache-2.0)',
  '(BSD-3-Clause OR GPL-2.0)',
  '(MPL-2.0 OR Apache-2.0)',
])

type Locked = { license?: string; dev?: boolean; devOptional?: boolean; link?: boolean }
type Lock = { packages: Record<string, Locked> }

/** Every package that is installed with the product, by the lock, must be under a permissive licence. */
export async function checkLicences(): Promise<StepResult> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock
  const shipped = Object.entries(lock.packages).filter(
    ([path, entry]) => path.includes('node_modules/') && entry.dev !== true && entry.link !== true,
  )
  const refused: string[] = []
  for (const [path, entry] of shipped) {
    const licence = entry.license ?? (await licenceOnDisk(path))
    if (!permissive.has(licence)) refused.push(`${path}: ${licence}`)
  }
  if (shipped.length === 0) return { ok: false, output: 'package-lock.json lists no package of the product' }
  return refused.length === 0
    ? { ok: true, output: `${shipped.length} packages, all permissive` }
    : { ok: false, output: `Not on the list of permissive licences (tooling/licences.ts):\n${refused.join('\n')}` }
}

async function licenceOnDisk(path: string): Promise<string> {
  const manifest = await readFile(join(root, path, 'package.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(manifest) as { license?: string }).license ?? 'no licence given'
}
