import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface UnpackedChromium {
  executablePath: string
  /** The libraries and fonts that came along: nothing is taken from the machine. */
  env: Record<string, string>
}

const description = new URL('../../package.json', import.meta.resolve('@sparticuz/chromium'))
const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string }

/** Unpacks the npm package's Chromium once per account of the machine; several tests may ask for it at the same time. */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const folder = join(tmpdir(), `brevdue-chromium-${version}-${userInfo().uid}`)
  if (!existsSync(folder)) await unpackInto(folder)
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}

/** Aside and then renamed, so that nobody meets half a browser. */
async function unpackInto(folder: string): Promise<void> {
  const aside = await mkdtemp(`${folder}-`)
  await runUnpacker(aside)
  await writeFile(
    join(aside, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`,
  )
  try {
    await rename(aside, folder)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/**
 * The package unpacks into the folder for temporary files, and its libraries only where it believes to be in the cloud
 * function it is made for: a process of its own, whose environment says so.
 */
async function runUnpacker(folder: string): Promise<void> {
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  })
}
