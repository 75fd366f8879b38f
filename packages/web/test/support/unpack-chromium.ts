import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface UnpackedChromium {
  executablePath: string
  /** The libraries and fonts that came along: nothing is taken from the machine. */
  env: Record<string, string>
}

/** The present one, and the oldest that the mailbox promises to work in. */
export type ChromiumPackage = '@sparticuz/chromium' | 'chromium-oldest'

/** Unpacks the npm package's Chromium once per account of the machine; several tests may ask for it at the same time. */
export async function unpackChromium(from: ChromiumPackage): Promise<UnpackedChromium> {
  const folder = join(tmpdir(), `brevdue-chromium-${versionOf(from)}-${userInfo().uid}`)
  if (!existsSync(folder)) await unpackInto(folder, from)
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}

function versionOf(from: ChromiumPackage): string {
  const description = findPackageJSON(from, import.meta.url) ?? ''
  return (JSON.parse(readFileSync(description, 'utf8')) as { version: string }).version
}

/** Aside and then renamed, so that nobody meets half a browser. */
async function unpackInto(folder: string, from: ChromiumPackage): Promise<void> {
  const aside = await mkdtemp(`${folder}-`)
  await runUnpacker(aside, from)
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
async function runUnpacker(folder: string, from: ChromiumPackage): Promise<void> {
  const script = `import chromium from '${from}'; await chromium.executablePath()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  })
}
