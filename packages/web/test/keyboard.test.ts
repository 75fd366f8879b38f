import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { focusIsOn, focusIsOnHeading, tabTo } from './support/focus.ts'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

describe('by keyboard alone', () => {
  it('one signs in, reads, gives consent, signs in more strongly and signs out', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, faults } = visited
    await page.goto('/sign-in')
    await page.getByRole('radio').first().waitFor()
    await tabTo(page, /^Kari Nordmann$/)
    await tabTo(page, /^Vanlig innlogging/)
    await tabTo(page, /^Logg inn$/)
    await page.keyboard.press('Enter')
    await page.locator('.row').first().waitFor()

    await tabTo(page, /foreldrebetaling/)
    await page.keyboard.press('Enter')
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await focusIsOnHeading(page, 1, 'Vedtak om redusert foreldrebetaling')

    await page.keyboard.press('Escape')
    await page.waitForURL('**/inbox')
    // Esc leads back to the row one came from
    await focusIsOn(page, 'foreldrebetaling')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await focusIsOn(page, 'Varsel om vedtak')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Åpne og send kvittering' }).waitFor()
    await focusIsOnHeading(page, 1, 'Varsel om vedtak')
    await tabTo(page, /^Åpne og send kvittering$/)
    await page.keyboard.press('Enter')
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    await focusIsOnHeading(page, 1, 'Varsel om vedtak')

    await page.keyboard.press('Escape')
    await page.waitForURL('**/inbox')
    await focusIsOn(page, 'Varsel om vedtak')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Avsenderen har skjermet dette brevet.').waitFor()
    await tabTo(page, /^Logg inn på nytt$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /Logg inn på nytt/ }).waitFor()
    await tabTo(page, /^Logg inn$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Innkalling til samtale om prøvesvar' }).waitFor()
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()

    await tabTo(page, /^Kari Nordmann$/, true)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Logg ut$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    assert.deepEqual(faults, [])
  })

  it('the list is one stop, and F6 goes from part to part', async () => {
    await using visited = await inbox()
    const { page } = visited
    assert.equal(await page.locator('.row-link[tabindex="0"]').count(), 1)
    await page.locator('.row-link').first().focus()
    await page.keyboard.press('End')
    await focusIsOn(page, 'Årsoppgave')
    await page.keyboard.press('Enter')
    await focusIsOnHeading(page, 1, 'Årsoppgave 2025')
    const panes: string[] = []
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press('F6')
      panes.push(
        await page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? ''),
      )
    }
    assert.deepEqual(panes, ['rail', 'list', 'reader'])
    await page.keyboard.press('Shift+F6')
    await focusIsOn(page, 'Årsoppgave')
    await page.keyboard.press('Shift+F6')
    const ring = await page.evaluate(
      () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
    )
    assert.equal(ring, 'solid', 'one sees that the rail has the focus')
  })

  it('menus open and close, and give the focus back', async () => {
    await using visited = await inbox()
    const { page } = visited
    await tabTo(page, /^Kari Nordmann$/, true)
    await page.keyboard.press('Enter')
    await page.locator('.account-menu').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.account-menu').waitFor({ state: 'hidden' })
    await focusIsOn(page, 'Kari Nordmann')
  })
})

describe('single letters', () => {
  it('do nothing until they are switched on', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.locator('.row-link').first().focus()
    const before = await page.locator('#root').innerHTML()
    for (const key of 'abcdefghijklmnopqrstuvwxyz?[]+-/') await page.keyboard.press(key)
    assert.equal(await page.locator('#root').innerHTML(), before)
    assert.equal(new URL(page.url()).pathname, '/inbox')
  })

  it('move, open, go on to the next letter and tell about themselves once switched on', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.goto('/settings')
    await page.getByRole('switch', { name: 'Bruk hurtigtaster med én bokstav' }).check()
    await page.goto('/inbox')
    await page.locator('.row-link').first().focus()
    await page.keyboard.press('j')
    await focusIsOn(page, 'Faktura for november')
    await page.keyboard.press('o')
    await focusIsOnHeading(page, 1, 'Faktura for november')
    await page.keyboard.press(']')
    await focusIsOnHeading(page, 1, 'Varsel om vedtak')
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.waitForURL('**/inbox')
    await focusIsOn(page, 'Varsel om vedtak')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Hurtigtaster' })
    await dialog.waitFor()
    assert.equal(await dialog.getByRole('button').getAttribute('aria-label'), 'Lukk')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})

describe('single letters, switched on', () => {
  async function withLetters() {
    const visited = await visit(mailbox.browser, mailbox.server.url)
    await visited.context.addInitScript(() => localStorage.setItem('brevdue-preferences', '{"shortcuts":true}'))
    await signIn(visited.page, 'Kari Nordmann')
    await visited.page.locator('.row').first().waitFor()
    return visited
  }
  const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject })

  it('archive, select, mark as unread and go to each place', async () => {
    await using visited = await withLetters()
    const { page } = visited
    await page.locator('.row-link', { hasText: 'Bilde fra høstturen' }).focus()
    await page.keyboard.press('e')
    await row(page, 'Bilde fra høstturen').waitFor({ state: 'detached' })
    await focusIsOn(page, 'Takk for praten')
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.waitForURL('**/archive')
    await row(page, 'Bilde fra høstturen').waitFor()
    await page.keyboard.press('F6')
    await page.locator('.row-link').focus()
    await page.keyboard.press('e')
    await row(page, 'Bilde fra høstturen').waitFor()
    await page.keyboard.press('Delete')
    await page.getByText('Arkivet er tomt.').waitFor()
    await focusIsOn(page, 'Arkiv')
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await page.waitForURL('**/bin')
    await row(page, 'Bilde fra høstturen').waitFor()
    await page.locator('.row-link').focus()
    await page.keyboard.press('x')
    await page.locator('.row[data-checked="true"]').waitFor()
    const restored = page.waitForResponse('**/api/letters/move')
    await tabTo(page, /^Gjenopprett$/, true)
    await page.keyboard.press('Enter')
    await restored
    await focusIsOn(page, 'Papirkurv')
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.waitForURL('**/inbox')
    await page.goto('/archive')
    await row(page, 'Bilde fra høstturen').waitFor()
  })

  it('mark the row as unread, or the letter that is open', async () => {
    await using visited = await withLetters()
    const { page } = visited
    const hidden = await page.locator('.row-link', { hasText: 'Skjermet brev' }).getAttribute('data-letter')
    await page.locator('.row-link', { hasText: 'Varsel om stans av vann' }).focus()
    await page.keyboard.press('o')
    await page.locator('.paper-bar').waitFor()
    await page.locator('.row[data-unread="false"]', { hasText: 'Varsel om stans av vann' }).waitFor()
    await page.keyboard.press('u')
    await page.locator('.row[data-unread="true"]', { hasText: 'Varsel om stans av vann' }).waitFor()
    await page.keyboard.press('[')
    await focusIsOnHeading(page, 1, 'Vedtak som krever to steg')
    await page.keyboard.press('Escape')
    await page.waitForURL('**/inbox')
    await focusIsOn(page, 'Vedtak som krever to steg')
    await page.keyboard.press('k')
    await focusIsOn(page, 'Skjermet brev')
    const told = page.waitForResponse(
      (answer) =>
        answer.url().endsWith('/api/letters/read') &&
        !!answer
          .request()
          .postData()
          ?.includes(hidden ?? '?'),
    )
    await page.keyboard.press('u')
    await told
  })

  it('are told in the help, and only those that work: there is no search yet', async () => {
    await using visited = await withLetters()
    const { page } = visited
    await page.locator('.row-link').first().focus()
    const before = page.url()
    await page.keyboard.press('/')
    assert.equal(page.url(), before)
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Hurtigtaster' })
    await dialog.locator('kbd').first().waitFor()
    const keys = await dialog.locator('kbd').allTextContents()
    for (const key of ['e', 'x', 't', 'a', 'b', 'Delete', 'Mellomrom', 'Ctrl+Z', 'PgDn', 'Shift+F6']) {
      assert.ok(keys.includes(key), `${key} is missing among ${keys.join(' ')}`)
    }
    assert.ok(!keys.includes('/'))
  })
})

describe('the focus', () => {
  it('is always seen and never covered', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.goto(`/inbox/${await firstId(page)}`)
    await page.getByRole('heading', { name: '3 vedlegg' }).waitFor()
    // until it is drawn, the paper grows and pushes what stands below it out of view
    await page.locator('.textLayer span:not(.markedContent)').first().waitFor()
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press('Tab')
      const fault = await page.evaluate(() => {
        const element = document.activeElement
        if (element === null || element.matches('body, .ds-skip-link')) return ''
        const box = element.getBoundingClientRect()
        // What is taller than the window is judged by the part of it in view.
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
        const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), (top + bottom) / 2)
        if (hit === null || !(element.contains(hit) || hit.contains(element))) return `${element.outerHTML} is covered`
        const style = getComputedStyle(element)
        const host = element.matches('input') ? element.closest('label, .ds-field') : element
        const ringed = [element, host].some((one) => one && getComputedStyle(one).outlineStyle !== 'none')
        return ringed || style.boxShadow !== 'none' ? '' : `${element.outerHTML} has no ring`
      })
      assert.equal(fault, '')
    }
  })
})

async function inbox() {
  const visited = await visit(mailbox.browser, mailbox.server.url)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

async function firstId(page: Page): Promise<string> {
  return (await page.locator('.row-link').first().getAttribute('data-letter')) ?? ''
}
