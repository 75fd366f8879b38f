import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Language } from '@brevdue/server/mailbox-contract'
import { axeViolations } from './support/axe.ts'
import type { TestMailbox } from './support/mailbox.ts'
import { outlineFaults, resize } from './support/page-checks.ts'
import { startTown } from './support/town.ts'
import { type View, views } from './support/views.ts'
import { desktop, phone, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startTown()
})
after(() => mailbox[Symbol.asyncDispose]())

const languages: readonly Language[] = ['nb', 'nn', 'en']
const sizes = { phone, desktop } as const

/** Defaults of the design system; what is on the page comes from our own catalogues. */
const defaults =
  /Lukk dialogvindu|tegn igjen|tegn for mye|Fjern alt|Laster|Ingen treff|\bSøk(?= |$)|Rensk|Tøm|Lukk varsel|Forrige side|Neste side/

/** One visit per view and language; width and colours change under it, as they do for a person. */
async function checkView(view: View, language: Language): Promise<void> {
  await using visited = await visit(mailbox.browser, mailbox.server.url, { language })
  const { page, faults } = visited
  await view.open(page)
  for (const [size, viewport] of Object.entries(sizes)) {
    const said = `${view.name}, ${language}, ${size}`
    await resize(page, viewport)
    await page.emulateMedia({ colorScheme: 'light' })
    assert.deepEqual(await axeViolations(page), [], `${said}, light`)
    assert.deepEqual(await outlineFaults(page), [], said)
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.deepEqual(await axeViolations(page, 'contrast'), [], `${said}, dark`)
  }
  assert.equal(await page.locator('html').getAttribute('lang'), language)
  if (language !== 'nb')
    assert.doesNotMatch(await page.locator('html').innerHTML(), defaults, `${view.name}, ${language}`)
  assert.deepEqual(faults.filter(isOurs), [], `${view.name}, ${language}`)
}

describe('axe finds nothing, in three languages, light and dark, on phone and desktop', () => {
  for (const view of views) {
    it(view.name, async () => {
      for (const language of languages) await checkView(view, language)
    })
  }
})

describe('the checks themselves', () => {
  it('see a violation of the CSP and one of the rules for everybody', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, faults } = visited
    await page.goto('/help')
    await page.locator('h1').waitFor()
    await page.evaluate(() => {
      const image = document.createElement('img')
      image.src = 'https://elsewhere.example/pixel.png'
      document.querySelector('main')?.append(image)
      const faint = document.createElement('p')
      faint.textContent = 'Faint words'
      faint.style.color = '#cccccc'
      faint.style.background = '#ffffff'
      document.querySelector('main')?.append(faint)
    })
    await page.waitForFunction(() => document.images.length === 1)
    assert.match((await axeViolations(page)).join('\n'), /image-alt/)
    assert.match((await axeViolations(page, 'contrast')).join('\n'), /color-contrast: .*Faint words/s)
    await noted(faults, 1)
    assert.match(faults.join('\n'), /CSP img-src: https:\/\/elsewhere\.example/)
  })

  it('report what axe leaves open, so that it is looked at', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/help')
    await page.locator('h1').waitFor()
    await page.evaluate(() => {
      const words = document.createElement('p')
      words.textContent = 'Words over a picture'
      words.style.backgroundImage = 'linear-gradient(90deg, #000000, #ffffff)'
      document.querySelector('main')?.append(words)
    })
    assert.match((await axeViolations(page, 'contrast')).join('\n'), /undecided color-contrast/)
  })

  it('see every inline script and style that the CSP forbids', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, faults } = visited
    await page.goto('/help')
    await page.locator('h1').waitFor()
    await page.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = 'h1 { color: red }'
      document.head.append(style)
      document.querySelector('main')?.setAttribute('style', 'color: red')
    })
    await noted(faults, 2)
    assert.equal(faults.filter((fault) => fault.startsWith('CSP style-src')).length, 2, faults.join('\n'))
  })
})

/** What the CSP forbids is told by an event, some time after it was tried. */
async function noted(faults: readonly string[], least: number): Promise<void> {
  const seen = () => faults.filter((fault) => fault.startsWith('CSP')).length
  for (let waits = 0; seen() < least && waits < 300; waits++) await new Promise((resolve) => setTimeout(resolve, 100))
}

function isOurs(fault: string): boolean {
  // made by the view itself: the server does not answer, or answers with 500
  return !/Failed to load resource/.test(fault)
}
