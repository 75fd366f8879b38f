import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { plainText } from './support/documents.ts'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { titleIs } from './support/title.ts'
import { heard, openLetter, signIn, visit } from './support/visit.ts'

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
  await sendLetters(mailbox)
})
after(() => mailbox[Symbol.asyncDispose]())

async function inbox() {
  const visited = await visit(mailbox.browser, mailbox.server.url)
  await signIn(visited.page, 'Kari Nordmann')
  await visited.page.locator('.row').first().waitFor()
  return visited
}

describe('the list', () => {
  it('shows who and what, newest first, with lock, amount and attachments on a third line', async () => {
    await using visited = await inbox()
    const rows = visited.page.locator('.row')
    assert.equal(await rows.count(), 9)
    assert.match((await rows.nth(0).textContent()) ?? '', /Ulest\..*Fjellvik kommune.*foreldrebetaling.*3 vedlegg/)
    assert.match((await rows.nth(1).textContent()) ?? '', /1\s249,00\skr · forfall 5\. des\. 2030/)
    assert.match((await rows.nth(3).textContent()) ?? '', /Skjult avsender.*Skjermet brev.*Krever sterkere innlogging/)
    assert.match((await rows.nth(4).textContent()) ?? '', /Statens prøveetat.*to steg.*Krever sterkere innlogging/)
    assert.deepEqual(visited.faults, [])
  })

  it('opens nothing by pointing, focusing or moving with the keys', async () => {
    await using visited = await inbox()
    const { page } = visited
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    for (const row of await page.locator('.row-link').all()) await row.hover()
    await page.locator('.row-link').first().focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'End', 'PageUp', 'Home']) await page.keyboard.press(key)
    assert.deepEqual(
      asked.filter((url) => /\/content\/|\/link$|\/letters\//.test(url)),
      [],
    )
    assert.equal(await page.locator('.row[data-unread="true"]').count(), 9)
  })

  it('filters by what is unread, in the address, so that Back undoes it', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'Årsoppgave 2025')
    await page.locator('.row[data-selected="true"][data-unread="false"]').waitFor()
    await page.getByText('Uleste', { exact: true }).click()
    await page.waitForURL(/\/inbox\/[^/]+\?unread=1$/)
    await page.locator('.row', { hasText: 'Årsoppgave' }).waitFor({ state: 'detached' })
    assert.equal(await page.locator('.row').count(), 8)
    await page.getByRole('heading', { level: 1, name: 'Årsoppgave 2025' }).waitFor()
    await page.goBack()
    await page.locator('.row[data-selected="true"]', { hasText: 'Årsoppgave' }).waitFor()
    assert.equal(new URL(page.url()).search, '')
  })
})

describe('a PDF letter', () => {
  it('is shown as pages with text that can be selected, and is read when the content has come', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    await openLetter(page, 'foreldrebetaling')
    const first = page.getByRole('region', { name: 'Side 1 av 2' })
    await first
      .locator('.textLayer span:not(.markedContent)', { hasText: 'Vedtak om redusert foreldrebetaling' })
      .first()
      .waitFor()
    assert.equal(await page.locator('.paper-length').innerText(), '2 sider')
    // the text lies over the page before the page itself is drawn
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.pdf-page canvas')
      const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      let dark = 0
      for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 100 && pixels[at + 3] === 255) dark++
      return dark > 500
    })
    await page.locator('.row[data-selected="true"][data-unread="false"]').waitFor()
    await titleIs(page, 'Vedtak om redusert foreldrebetaling – Brevdue')
    assert.deepEqual(faults, [], 'no CSP violation, and pdf.js works in its worker')
  })

  it('has its links over the page, each saying where it leads', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'foreldrebetaling')
    const link = visited.page.getByRole('link', { name: 'Lenke til fjellvik.example, åpnes i ny fane' })
    await link.waitFor()
    assert.equal(await link.getAttribute('href'), 'https://fjellvik.example/klage')
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer')
  })

  it('grows and shrinks', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'foreldrebetaling')
    const shown = visited.page.getByRole('region', { name: 'Side 1 av 2' })
    await shown.locator('canvas').waitFor()
    const width = async () => (await shown.boundingBox())?.width ?? 0
    const before = await width()
    await visited.page.getByRole('button', { name: 'Forstørr' }).click()
    await visited.page.waitForFunction((from) => (document.querySelector('.pdf-page')?.clientWidth ?? 0) > from, before)
    assert.ok(Math.abs((await width()) / before - 1.25) < 0.02)
    await heard(visited.page, 'status', /^125 prosent$/)
  })

  it('that is broken can still be downloaded', async () => {
    await using visited = await inbox()
    await visited.page.route('**/content/*', (route) =>
      route.fulfill({ contentType: 'application/pdf', body: '%PDF-1.7 nothing more' }),
    )
    await openLetter(visited.page, 'Årsoppgave 2025')
    await visited.page
      .getByText('PDF-en er skadet og kan ikke vises. Be Elvedal Bank sende den på nytt.')
      .first()
      .waitFor()
    await visited.page.locator('.paper').getByRole('button', { name: 'Last ned' }).waitFor()
  })
})

describe('other letters', () => {
  it('in HTML whose link has expired say that it is our fault, and can be tried again', async () => {
    await using visited = await inbox()
    const { page } = visited
    await page.route('**/link', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), url: '/content/used-already' } })
    })
    await openLetter(page, 'stans av vann')
    await page.locator('.paper').getByText('Vi får ikke åpnet brevet. Feilen er hos oss').waitFor()
    await page.unroute('**/link')
    await page.getByRole('button', { name: 'Prøv igjen' }).click()
    await page.frameLocator('iframe.html-frame').getByText('Varsel om stans av vann').first().waitFor()
    await page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 100)
  })

  it('in HTML stand in a frame of their own, as high as they are, without scripts', async () => {
    await using visited = await inbox()
    const { page, faults } = visited
    await openLetter(page, 'stans av vann')
    const frame = page.locator('iframe.html-frame')
    const inside = page.frameLocator('iframe.html-frame')
    await inside.getByText('Varsel om stans av vann').first().waitFor()
    await page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 100)
    assert.equal(
      await inside
        .locator('p')
        .first()
        .evaluate((p) => getComputedStyle(p).color),
      'rgb(21, 96, 122)',
    )
    assert.ok(!((await frame.getAttribute('sandbox')) ?? '').includes('allow-scripts'))
    // it grows as the letter is measured
    await page.waitForFunction(() => {
      const element = document.querySelector<HTMLIFrameElement>('iframe.html-frame')
      return (element?.clientHeight ?? 0) >= (element?.contentDocument?.documentElement.scrollHeight ?? Infinity)
    })
    assert.deepEqual(faults, [])
  })

  it('in text are wrapped and whole', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'Takk for praten')
    const paper = visited.page.locator('.text-paper')
    await paper.waitFor()
    assert.equal(await paper.textContent(), plainText)
  })

  it('that are pictures have words for those who do not see them', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'Bilde fra høstturen')
    const image = visited.page.getByRole('img', { name: 'Bilde fra Solbakken barnehage: Bilde fra høstturen' })
    await visited.page.locator('.paper-bar').waitFor()
    assert.equal(await image.evaluate((element: HTMLImageElement) => element.naturalWidth), 640)
  })
})

describe('attachments', () => {
  it('open under their own address, and lead back', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'foreldrebetaling')
    await page.getByRole('heading', { name: '3 vedlegg' }).waitFor()
    await page.getByRole('link', { name: /Kvittering for søknaden/ }).click()
    await page.waitForURL(/\/inbox\/[^/]+\/[^/]+$/)
    await page.getByRole('heading', { level: 1, name: 'Kvittering for søknaden' }).waitFor()
    assert.equal(await page.locator('.text-paper').textContent(), plainText)
    await page.getByRole('link', { name: 'Tilbake til brevet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Vedtak om redusert foreldrebetaling' }).waitFor()
  })

  it('can each need another level, while the letter stays readable', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'foreldrebetaling')
    await visited.page.getByRole('link', { name: /Beregning.*Krever sterkere innlogging/ }).click()
    await visited.page.getByText('Dette vedlegget krever innlogging med to steg.').waitFor()
  })
})

describe('a letter', () => {
  it('is downloaded byte for byte, under a name from date, sender and subject', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'Takk for praten')
    const [download] = await Promise.all([
      visited.page.waitForEvent('download'),
      visited.page.getByRole('button', { name: 'Last ned' }).click(),
    ])
    assert.match(download.suggestedFilename(), /^\d{4}-\d\d-\d\d Solbakken barnehage – Takk for praten\.txt$/)
    assert.equal(await readFile(await download.path(), 'utf8'), plainText)
  })

  it('can be marked as unread again', async () => {
    await using visited = await inbox()
    const { page } = visited
    await openLetter(page, 'Takk for praten')
    await page.getByRole('button', { name: 'Mer' }).click()
    await page.getByRole('button', { name: 'Merk som ulest' }).click()
    await page.locator('.row[data-selected="true"][data-unread="true"]').waitFor()
    await page.reload()
    await page.locator('.row').first().waitFor()
    assert.equal(await page.locator('#live-alert').innerText(), '')
  })

  it('tells its reference, ids and fingerprint to whoever asks', async () => {
    await using visited = await inbox()
    await openLetter(visited.page, 'Takk for praten')
    await visited.page.locator('.letter-details summary').click()
    const details = visited.page.locator('.letter-details')
    await details.getByText('Fingeravtrykk').waitFor()
    assert.match(await details.innerText(), /Mottatt\s+\p{L}+dag \d+\. \w+ \d{4} kl\..*Filtype\s+TXT.*Fingeravtrykk/su)
  })

  it('that is not there says so', async () => {
    await using visited = await inbox()
    await visited.page.goto('/inbox/0190f000-0000-7000-8000-000000000000')
    await visited.page.getByRole('heading', { level: 1, name: 'Vi finner ikke brevet' }).waitFor()
  })

  it('is found through its permanent address, also by somebody who has to sign in first', async () => {
    await using known = await inbox()
    const href = await known.page.locator('.row-link', { hasText: 'Takk for praten' }).getAttribute('href')
    const link = `/l/${href?.split('/').at(-1)}`
    await known.page.goto(link)
    await known.page.waitForURL(`**${href}`)
    await using fresh = await visit(mailbox.browser, mailbox.server.url)
    await fresh.page.goto(link)
    await fresh.page.waitForURL('**/sign-in')
    await fresh.page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await fresh.page.waitForURL(`**${href}`)
  })
})
