import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { openLetter, phone, signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

describe('on paper', () => {
  it('there is only the letter', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'Takk for praten')
    await page.locator('.text-paper').waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.header', '.rail', '.list-pane', '.letter-actions', '.letter-details', '.sandbox-notice']) {
      assert.ok(await page.locator(hidden).isHidden(), hidden)
    }
    for (const shown of ['h1', '.sender-name', '.text-paper']) assert.ok(await page.locator(shown).isVisible(), shown)
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    assert.equal(ground, 'rgb(255, 255, 255)')
  })

  it('the text of a PDF is printed as text by the browser’s own menu, all of it, without our words around it', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url, { colorScheme: 'dark', viewport: phone })
    const { page } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'foreldrebetaling')
    await page.locator('.text-page').getByText('Vedlagte regler').waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.text-origin', '.paper-bar', '.letter-actions', '.attachments', '.header']) {
      assert.ok(await page.locator(hidden).first().isHidden(), hidden)
    }
    const text = page.locator('.text-page td').first()
    assert.equal(await text.evaluate((cell) => getComputedStyle(cell).color), 'rgb(0, 0, 0)')
    const view = page.locator('.text-view')
    assert.equal(await view.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgba(0, 0, 0, 0)')
  })

  it('a PDF is handed to the browser’s own print, in a new tab', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'foreldrebetaling')
    const printed = page.waitForRequest(
      (request) => request.url().endsWith('/link') && request.postData()?.includes('print') === true,
    )
    // the page itself has fetched the letter before, to show it
    await page.locator('.pdf-page canvas').first().waitFor()
    const fetched = context.waitForEvent('response', (response) => response.url().includes('/content/'))
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: /Skriv ut/ }).click(),
    ])
    await printed
    assert.equal((await fetched).headers()['content-type'], 'application/pdf')
    assert.equal(await tab.evaluate(() => window.opener === null).catch(() => true), true)
  })

  it('a letter in HTML is, too, alone on its page', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    await signIn(visited.page, 'Kari Nordmann')
    await openLetter(visited.page, 'stans av vann')
    const [tab] = await Promise.all([
      visited.context.waitForEvent('page'),
      visited.page.getByRole('button', { name: /Skriv ut/ }).click(),
    ])
    await tab.getByRole('heading', { name: 'Varsel om stans av vann' }).waitFor()
    assert.deepEqual(visited.faults, [])
  })

  it('Ctrl+P prints the letter and not the page around it', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    await signIn(page, 'Kari Nordmann')
    await openLetter(page, 'foreldrebetaling')
    // once it is drawn, the page has long been listening to its keys
    await page.locator('.pdf-page canvas').first().waitFor()
    const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Control+p')])
    assert.ok(tab)
  })
})
