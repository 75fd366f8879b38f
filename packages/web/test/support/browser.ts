import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver } from 'playwright-core'

/** A Chromium that comes as an npm package: the same build wherever the tests run, as root too. */
export async function startBrowser(): Promise<Browser> {
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter(known), '--no-sandbox', '--lang=nb-NO'],
    headless: true,
  })
}

/** Its own list is made for a cloud function: no caches, no site isolation. Those change what is tested. */
function known(argument: string): boolean {
  return !/^--(disable-web-security|disable-site-isolation-trials|single-process|no-zygote|headless|window-size)/.test(
    argument,
  )
}
