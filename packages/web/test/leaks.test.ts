import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BrevdueClient } from '@brevdue/client'
import { aSender } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { pdfOf } from './support/documents.ts'
import { EverythingSaid } from './support/everything-said.ts'
import { secret } from './support/letters.ts'
import type { TestMailbox } from './support/mailbox.ts'
import { startTown } from './support/town.ts'
import { views } from './support/views.ts'
import { enter, openLetter, signIn, visit } from './support/visit.ts'

const text = (words: string) => new TextEncoder().encode(words)

/** In every field that a sender can fill, and found by one search. */
const planted = {
  sender: 'Plantet Sykehus',
  broker: 'Plantet Formidler',
  reference: 'plantet-ref-4711',
  subject: 'Plantet innkalling',
  attachment: 'Plantet vedlegg',
  place: 'Plantet venterom',
  street: 'Plantegata 7',
  dueAt: '2031-05-06',
  content: 'Plantet innhold',
}
let words: string[]
let mailbox: TestMailbox
let letterId: string

before(async () => {
  mailbox = await startTown()
  const sender = await aSender(mailbox.server, { name: planted.sender })
  const broker = await aSender(mailbox.server, { name: planted.broker, brokerFor: [sender] })
  const client = new BrevdueClient({ url: mailbox.server.url, brokerId: broker.id, key: broker.privateKeyPem })
  await client.send({
    senderId: sender.id,
    messageId: planted.reference,
    recipient: { personalIdentificationNumber: mailbox.kari.personalIdentificationNumber },
    primaryDocument: {
      subject: planted.subject,
      fileType: 'pdf',
      content: await pdfOf(mailbox.browser, `<h1>${planted.content}</h1>`),
      authenticationLevel: 'TWO_FACTOR',
      sensitivityLevel: 'SENSITIVE',
      dataType: {
        name: 'appointment',
        value: {
          startTime: `${planted.dueAt}T10:00:00+02:00`,
          place: planted.place,
          address: { streetAddress: planted.street, postalCode: '0001', city: 'Oslo' },
        },
      },
    },
    attachments: [
      {
        subject: planted.attachment,
        fileType: 'txt',
        content: text(planted.content),
        authenticationLevel: 'TWO_FACTOR',
        sensitivityLevel: 'SENSITIVE',
      },
    ],
  })
  client.close()
  const grouped = sender.organisationNumber.replace(/(\d{3})(?=\d)/g, '$1\u00a0')
  words = ['plantet', 'plantegata', planted.dueAt, sender.organisationNumber, grouped, secret.sender, secret.subject]
  const { id } = await mailbox.server.db
    .selectFrom('letter')
    .innerJoin('message', 'message.id', 'letter.message_id')
    .select('letter.id')
    .where('message.message_id', '=', planted.reference)
    .executeTakeFirstOrThrow()
  letterId = id
})
after(() => mailbox[Symbol.asyncDispose]())

/** Everything that a page may ask, and what its answers say, downloads and calendar included. */
async function askEverything(page: Page): Promise<void> {
  await page.evaluate(async (id) => {
    const headers = { 'content-type': 'application/json', 'x-brevdue-request': '1' }
    const post = (path: string, body: unknown) => fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    const letter = await (await fetch(`/api/letters/${id}`)).json()
    const paths = [
      ...['inbox', 'archive', 'bin'].map((place) => `/api/letters?place=${place}`),
      `/api/letters/${id}/activity`,
      ...['/api/activity', '/api/sessions', '/api/session', '/metrics', '/api/docs', '/api/openapi.json'],
      `/l/${id}`,
      `/inbox/${id}`,
    ]
    for (const path of paths) await fetch(path, { redirect: 'manual' })
    for (const { id: document } of letter.documents) {
      const path = `/api/letters/${id}/documents/${document}`
      await fetch(`${path}/calendar?private=1`)
      await post(`${path}/receipt`, {})
      for (const purpose of ['view', 'download', 'print']) {
        const answer = await post(`${path}/link`, { purpose })
        const url = answer.ok ? ((await answer.json()) as { url: string }).url : undefined
        if (url !== undefined) await (await fetch(url)).arrayBuffer()
      }
    }
    for (const read of [true, false]) await post(`/api/letters/${id}/read`, { read })
  }, letterId)
}

/** One goes through with a protected letter what one may, unseen: open, mark, archive, undo, select, bin, restore. */
async function handleUnseen(page: Page, said: EverythingSaid): Promise<void> {
  const look = (where: string) => said.look(page, where)
  const row = page.locator(`.row-link[data-letter="${letterId}"]`)
  await row.hover()
  await look('hovered')
  await row.click()
  await page.locator('.ask-card').waitFor()
  await look('letter')
  await page.goBack()
  await row.focus()
  await page.keyboard.press('Space')
  await page.locator('.bulk-bar').waitFor()
  await look('selected')
  const archived = theServerHasMoved(page)
  await page.locator('.bulk-acts').getByRole('button', { name: 'Arkiver' }).click()
  await page.locator('.act-bar').waitFor()
  await look('undo bar')
  await archived
  await page.goto('/archive')
  await row.waitFor()
  await look('archive')
  await row.focus()
  const binned = theServerHasMoved(page)
  await page.keyboard.press('Delete')
  await page.locator('.act-bar').waitFor()
  await look('binned')
  await binned
  await page.goto('/bin')
  await row.waitFor()
  await look('bin')
  await row.click()
  await page.locator('.ask-card').waitFor()
  await look('letter in the bin')
  await page.goto('/bin')
  await row.focus()
  await page.keyboard.press('Space')
  await page.locator('.bulk-acts').getByRole('button', { name: 'Slett for godt' }).click()
  await page.locator('dialog[open]').waitFor()
  await look('asked whether for good')
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'hidden' })
  const restored = theServerHasMoved(page)
  await page.locator('.bulk-acts').getByRole('button', { name: 'Gjenopprett' }).click()
  await page.locator('.act-bar').waitFor()
  await look('restored')
  await restored
}

/** The page moves letters at once; leaving it before the server knows would take that back. */
const theServerHasMoved = (page: Page) => page.waitForResponse('**/api/letters/move')

describe('what a protected letter says, below its level', () => {
  it('is nowhere, in no view', async () => {
    for (const view of views) {
      await using visited = await visit(mailbox.browser, mailbox.server.url)
      const said = new EverythingSaid(visited.context)
      await view.open(visited.page)
      await said.look(visited.page, view.name)
      assert.deepEqual(await said.find(words), [], view.name)
    }
  })

  it('is nowhere when it is opened, selected, archived, binned, nearly deleted and restored', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    const said = new EverythingSaid(context)
    await signIn(page, 'Kari Nordmann')
    await page.locator('.row').first().waitFor()
    await handleUnseen(page, said)
    assert.deepEqual(await said.find(words), [])
    assert.ok(said.count > 100, `${said.count} things were said`)
  })

  it('is in no answer, whatever one asks, and not in what the operator sees', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    const said = new EverythingSaid(context)
    await enter(page, 'Kari Nordmann')
    await page.goto('/inbox')
    await askEverything(page)
    said.note('log', mailbox.server.logged.map((line) => JSON.stringify(line)).join('\n'))
    assert.deepEqual(await said.find(words), [])
  })
})

describe('the same search, at its level', () => {
  before(async () => {
    await mailbox.server.db.updateTable('letter').set({ place: 'inbox' }).where('id', '=', letterId).execute()
  })

  it('finds every word, so the tests above can fail; and after sign-out none is left', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    const said = new EverythingSaid(context)
    await enter(page, 'Kari Nordmann', 'TWO_FACTOR')
    await page.goto('/inbox')
    await openLetter(page, planted.subject)
    await page.locator('.textLayer span:not(.markedContent), .text-view').first().waitFor()
    await page.locator('.about-sender-trigger').click()
    await page.locator('.ds-popover:popover-open').waitFor()
    await said.look(page, 'letter')
    await askEverything(page)
    const found = await said.find(words)
    for (const word of words)
      assert.ok(
        found.some((place) => place.endsWith(`: ${word}`)),
        `${word} is not found`,
      )
    for (const where of ['letter: frame', 'letter: page', 'letter: for screen readers', 'answer to GET']) {
      assert.ok(
        found.some((place) => place.startsWith(where)),
        `nothing is found in ${where}`,
      )
    }

    await page.getByRole('button', { name: 'Konto: Kari Nordmann' }).click()
    await page.getByRole('button', { name: 'Logg ut' }).click()
    await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
    await nothingLeft(page, context)
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Logg inn i Brevdue' }).waitFor()
    await nothingLeft(page, context)
  })

  it('finds none in the page once the raised level has lapsed', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    await signIn(page, 'Kari Nordmann')
    await page.locator(`.row-link[data-letter="${letterId}"]`).click()
    await page.locator('.ask-card a').first().click()
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: planted.subject }).waitFor()
    await mailbox.server.db
      .updateTable('session')
      .set({ level_ends_at: new Date(Date.now() - 1000) })
      .execute()
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.locator('.ask-card').waitFor()
    await page.locator('.row-link', { hasText: planted.subject }).waitFor({ state: 'detached' })
    await nothingLeft(page, context)
  })
})

async function nothingLeft(page: Page, context: import('playwright-core').BrowserContext): Promise<void> {
  const said = new EverythingSaid(context)
  await said.look(page, 'now')
  assert.deepEqual(await said.find(words), [])
}
