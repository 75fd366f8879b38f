import { type Browser, chromium } from 'playwright-core'
import { type ChromiumPackage, unpackChromium } from './unpack-chromium.ts'

/** A Chromium that comes as an npm package: the same build wherever the tests run, as root too. */
export async function startBrowser(from: ChromiumPackage = '@sparticuz/chromium'): Promise<Browser> {
  const { executablePath, env } = await unpackChromium(from)
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    headless: true,
    args: [
      // the tests may run as root, where Chromium's own sandbox cannot; it meets no pages but ours
      '--no-sandbox',
      '--font-render-hinting=none',
      '--disable-gpu',
      '--lang=nb-NO',
    ],
  })
}
