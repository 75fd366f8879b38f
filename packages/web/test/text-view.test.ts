import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from './support/axe.ts'
import { decisionHtml, pdfOf } from './support/documents.ts'
import { handMadePdf, markedLines } from './support/hand-made-pdf.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { taggedDocuments } from './support/tagged-documents.ts'
import { heard, openLetter, phone, signIn, type Visit, type VisitOptions, visit } from './support/visit.ts'

let mailbox: TestMailbox

const wideTable = `<html lang="nb"><h1>Priser</h1><table border="1"><caption>Priser</caption><tr>${Array.from(
  { length: 9 },
  (_, at) => `<th>Måned ${at + 1}</th>`,
).join('')}</tr><tr>${'<td>12 345,00</td>'.repeat(9)}</tr></table>`

/** Each element twice in the one above it: read naively, two to the power of the depth. */
function endlessTags(): Record<number, string> {
  const depth = 38
  const structure: Record<number, string> = {
    100: `<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [${100 + depth} 0 R]] >> >>`,
  }
  for (let at = 101; at <= 100 + depth; at++) {
    const kids = at === 100 + depth ? '0' : `${at + 1} 0 R ${at + 1} 0 R`
    structure[at] = `<< /Type /StructElem /S /Sect /P ${at - 1} 0 R /Pg 10 0 R /K [${kids}] >>`
  }
  return structure
}

before(async () => {
  mailbox = await startMailbox()
  const pdf = async (subject: string, content: Uint8Array) => {
    await mailbox.send('Fjellvik kommune', { primaryDocument: { subject, fileType: 'pdf', content } })
  }
  await pdf('Vedtak', await pdfOf(mailbox.browser, decisionHtml))
  await pdf('Bred tabell', await pdfOf(mailbox.browser, wideTable))
  await pdf('Mange deler', await pdfOf(mailbox.browser, taggedDocuments['many pages'] ?? ''))
  await pdf(
    'Uten merking',
    handMadePdf({
      pages: [markedLines([['Hei Kari'], ['Sum: 1 249,00 kr']])],
    }),
  )
  const covered =
    'BT /F 12 Tf 60 780 Td (Sum 14 250) Tj /F 7 Tf 4 Ts (1) Tj ET BT /F 12 Tf 60 740 Td (Rest 9 999 kr) Tj ET'
  await pdf('Uklare tall', handMadePdf({ pages: [`${covered} 1 g 90.8 735 4 16 re f`] }))
  await pdf('Uten tekst', handMadePdf({ pages: ['0 0 100 100 re f'] }))
  await pdf('Endelaus merking', handMadePdf({ pages: [markedLines([['Hei', 0]])], structure: endlessTags() }))
  const long = Array.from({ length: 500 }, (_, at) =>
    markedLines(
      Array.from(
        { length: 40 },
        (__, line) => [`Side ${at + 1} linje ${line + 1}${line === 0 ? ' er lang'.repeat(9) : ''}`] as const,
      ),
    ),
  )
  await pdf('Fem hundre sider', handMadePdf({ pages: long }))
})
after(() => mailbox[Symbol.asyncDispose]())

interface ReadingOptions extends VisitOptions {
  choice?: 'text' | 'pages'
  /** Runs in the page. */
  script?: () => void
}

async function reading(subject: string, options: ReadingOptions = {}): Promise<Visit> {
  const { choice, script, ...rest } = options
  const visited = await visit(mailbox.browser, mailbox.server.url, rest)
  if (choice !== undefined) {
    await visited.context.addInitScript((value) => {
      for (const kind of ['tagged', 'untagged']) localStorage.setItem(`brevdue-reading-${kind}`, value)
    }, choice)
  }
  if (script !== undefined) await visited.context.addInitScript(script)
  await signIn(visited.page, 'Kari Nordmann')
  await openLetter(visited.page, subject)
  return visited
}

/**
 * Enlarges the text once page three is there, and notes whether the page has answered before all is made. In the page
 * itself: from outside it would be asked too late when this process is slow.
 */
function enlargeAtPageThree(): void {
  const textOf = () => document.querySelector<HTMLElement>('.text-pages')
  const enlarge = (): void => {
    const buttons = [...document.querySelectorAll<HTMLElement>('.paper-bar button')]
    buttons.find(({ ariaLabel, textContent }) => `${ariaLabel} ${textContent}`.includes('Forstørr'))?.click()
    setTimeout(() => {
      const finished = document.querySelector('.text-more') !== null
      Object.assign(window, { answered: { size: textOf()?.style.fontSize, finished } })
    })
  }
  new MutationObserver((_, observer) => {
    if (!textOf()?.textContent?.includes('Side 3 av 500')) return
    observer.disconnect()
    setTimeout(enlarge)
  }).observe(document, { subtree: true, childList: true })
}

const inText = (page: Page) => page.locator('.text-pages')

describe('the text view', () => {
  it('is what a phone shows of a tagged PDF, and pages what a desktop shows; the choice is remembered', async () => {
    await using onPhone = await reading('Vedtak', { viewport: phone })
    await inText(onPhone.page).getByRole('heading', { level: 2, name: 'Vedtak om redusert foreldrebetaling' }).waitFor()
    assert.equal(await onPhone.page.locator('canvas').count(), 0)
    assert.deepEqual(onPhone.faults, [])
    await using onDesktop = await reading('Vedtak')
    await onDesktop.page.locator('canvas').first().waitFor()
    await onDesktop.page.locator('.paper-choice').getByText('Tekst').click()
    await inText(onDesktop.page).getByText('Slik har vi regnet').waitFor()
    await onDesktop.page.locator('.row-link', { hasText: 'Bred tabell' }).click()
    await inText(onDesktop.page).getByText('Priser').first().waitFor()
  })

  it('says above it that the PDF applies, and on which page one is', async () => {
    await using visited = await reading('Vedtak', { viewport: phone })
    const text = visited.page.locator('.text-view')
    await text.getByText('Tekstvisningen er laget automatisk fra PDF-en. Er du i tvil, gjelder PDF-en.').waitFor()
    await text.getByText('Side 2 av 2').waitFor()
  })

  it('has one h1, no skipped level, a table with headings and the PDF’s language', async () => {
    await using visited = await reading('Vedtak', { viewport: phone })
    const { page } = visited
    await page.getByText('Side 2 av 2').waitFor()
    const levels = await page
      .locator('article :is(h1,h2,h3,h4,h5,h6)')
      .evaluateAll((all) => all.map((each) => Number(each.tagName.slice(1))))
    assert.equal(levels.filter((level) => level === 1).length, 1)
    for (const [at, level] of levels.entries()) assert.ok(level <= (levels[at - 1] ?? 0) + 1, levels.join(' '))
    await page.getByRole('columnheader', { name: 'Beløp' }).waitFor()
    assert.equal(await page.locator('.text-pages').getAttribute('lang'), 'nb')
    assert.deepEqual(await axeViolations(page), [])
  })

  it('changes with the key t', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    await visited.context.addInitScript(() => localStorage.setItem('brevdue-preferences', '{"shortcuts":true}'))
    await signIn(visited.page, 'Kari Nordmann')
    await openLetter(visited.page, 'Vedtak')
    await visited.page.locator('canvas').first().waitFor()
    await visited.page.locator('h1').focus()
    await visited.page.keyboard.press('t')
    await inText(visited.page).getByText('Du kan klage').waitFor()
    await visited.page.keyboard.press('t')
    await visited.page.locator('canvas').first().waitFor()
  })

  it('grows and shrinks', async () => {
    await using visited = await reading('Vedtak', { viewport: phone })
    const size = () =>
      inText(visited.page)
        .locator('p')
        .nth(1)
        .evaluate((p) => Number.parseFloat(getComputedStyle(p).fontSize))
    await inText(visited.page).getByText('Du kan klage').waitFor()
    const before = await size()
    await visited.page.getByRole('button', { name: 'Forstørr' }).click()
    await visited.page.waitForFunction((wanted) => {
      const text = document.querySelectorAll('.text-pages p')[1]
      return text !== undefined && Number.parseFloat(getComputedStyle(text).fontSize) > wanted
    }, before * 1.2)
  })

  it('never scrolls sideways at 320 px and 200 % text, but in a table’s own scroller, which says so', async () => {
    for (const subject of ['Vedtak', 'Bred tabell']) {
      await using visited = await reading(subject, { viewport: { width: 320, height: 640 } })
      const { page } = visited
      await inText(page).locator('table').waitFor()
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), subject)
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('.letter *')]
          .filter(
            (each) =>
              each.checkVisibility() &&
              !each.closest('.wide-table-frame, .ds-details__content') &&
              each.getBoundingClientRect().right > innerWidth + 1,
          )
          .map((each) => each.className),
      )
      assert.deepEqual(wide, [], subject)
    }
    await using visited = await reading('Bred tabell', { viewport: phone })
    const table = visited.page.getByRole('region', { name: 'Priser' })
    await table.waitFor()
    await visited.page.getByText('Tabellen fortsetter til siden').waitFor()
    await table.focus()
    await visited.page.keyboard.press('ArrowRight')
    await visited.page.waitForFunction(() => (document.querySelector('.wide-table-frame')?.scrollLeft ?? 0) > 0)
    assert.deepEqual(await axeViolations(visited.page), [])
  })

  it('of a PDF without tags is plain, is offered and not chosen, and warns of the order', async () => {
    await using visited = await reading('Uten merking', { viewport: phone })
    await visited.page.locator('canvas').first().waitFor()
    await visited.page.locator('.paper-choice').getByText('Enkel tekst').click()
    await inText(visited.page).getByText('Sum: 1 249,00 kr').waitFor()
    await visited.page.getByText('PDF-en forteller ikke i hvilken rekkefølge').waitFor()
    assert.equal(await inText(visited.page).locator('h2, h3').count(), 0)
  })

  it('of pictures alone says that there is no text', async () => {
    await using visited = await reading('Uten tekst', { choice: 'text' })
    await visited.page.getByText('Denne PDF-en har ingen tekst, bare bilder.').waitFor()
  })

  it('asks before a link leaves, and says where to, whatever its words are', async () => {
    await using visited = await reading('Vedtak', { viewport: phone })
    const { page, context } = visited
    await inText(page)
      .getByRole('link', { name: /fjellvik.example/ })
      .click()
    await page.getByRole('heading', { name: 'Lenke til fjellvik.example' }).waitFor()
    await page.getByText('https://fjellvik.example/klage', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await context.route('https://fjellvik.example/**', (route) => route.fulfill({ body: 'there' }))
    await inText(page)
      .getByRole('link', { name: /fjellvik.example/ })
      .click()
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Åpne fjellvik.example i ny fane' }).click(),
    ])
    await tab.waitForURL('https://fjellvik.example/klage')
  })

  it('of 500 pages comes page by page, stops at its budget and never freezes', async () => {
    await using visited = await reading('Fem hundre sider', { choice: 'text', script: enlargeAtPageThree })
    const { page } = visited
    await heard(page, 'status', /^125 prosent$/)
    const answered = await page.evaluate(() => (window as unknown as { answered: unknown }).answered)
    assert.deepEqual(answered, { size: '1.25em', finished: false })
    await page.getByText(/Du ser side 1 til \d+ av 500\./).waitFor({ timeout: 60_000 })
    const shown = await page.locator('.text-page').count()
    assert.ok(shown > 20 && shown < 500, `${shown} pages`)
    await page.getByRole('button', { name: 'Vis flere sider' }).click()
    await page.waitForFunction((before) => document.querySelectorAll('.text-page').length > before, shown)
    // leaving in the middle of it leaves nothing running
    await page.locator('.row-link', { hasText: 'Vedtak' }).click()
    await inText(page).getByText('Slik har vi regnet').waitFor()
    assert.deepEqual(visited.faults, [])
  })

  it('of tags made to never end gives up, and leaves the download', { timeout: 90_000 }, async () => {
    await using visited = await reading('Endelaus merking', { viewport: phone })
    await visited.page
      .locator('.paper')
      .getByText('PDF-en er laget på en måte som vi ikke kan vise.')
      .waitFor({ timeout: 40_000 })
    await visited.page.locator('.row-link, .back-link').first().waitFor({ state: 'attached' })
    await visited.page.locator('.back-to-list').click()
    await openLetter(visited.page, 'Vedtak')
    await inText(visited.page).getByText('Du kan klage').waitFor()
  })
})

describe('numbers in the text view', () => {
  it('raised are apart when they are copied, and a line whose number is not sure is shown as the page draws it', async () => {
    await using visited = await reading('Uklare tall', { viewport: phone, choice: 'text' })
    const { page, faults } = visited
    await inText(page).locator('sup').waitFor()
    const copied = await page.evaluate(() => {
      getSelection()?.selectAllChildren(document.querySelector('.text-page p') ?? document.body)
      return getSelection()?.toString()
    })
    assert.equal(copied?.trim(), 'Sum 14 250¹')
    const line = page.getByRole('img', { name: /et tall i den ikke kan leses sikkert: Rest … kr/ })
    await line.scrollIntoViewIfNeeded()
    const isDrawn = (canvas: Element): boolean => {
      if (!(canvas instanceof HTMLCanvasElement) || canvas.width < 100) return false
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      return data.some((value, at) => at % 4 === 0 && value < 80 && (data[at + 3] ?? 0) > 200)
    }
    const deadline = Date.now() + 20_000
    while (!(await line.evaluate(isDrawn)) && Date.now() < deadline) await page.waitForTimeout(50)
    assert.ok(await line.evaluate(isDrawn), 'the picture has ink')
    assert.doesNotMatch(await inText(page).innerText(), /9 999|999/)
    assert.deepEqual(await axeViolations(page), [])
    assert.deepEqual(faults, [])
  })
})
