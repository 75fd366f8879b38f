import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { ContentLink } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const content = '%PDF-1.7 planted-content'
const attachmentContent = '%PDF-1.7 planted-attachment-content'
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64')

/** Nothing of these may reach a reader below the letter's level, in any answer, header or log line. */
const planted = [
  'planted',
  'Planted',
  '987654',
  '2031-05-06',
  hashOf(content),
  hashOf(attachmentContent),
  'OBLIGATIONS',
  'Planted claim',
  String(content.length),
]

const plantedCard =
  '<signedDocument xmlns="http://api.digipost.no/schema/datatypes"><document-issuer>Planted issuer</document-issuer>' +
  '<document-subject>Planted claim</document-subject><signing-time>2031-05-06T10:00:00Z</signing-time></signedDocument>'

describe('a sensitive letter below its level', () => {
  let at: TestMailbox
  let kari: TestPerson
  let letter: TestLetter
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
    letter = await addLetter(at, kari, {
      sender: 'Planted sender',
      broker: 'Planted broker',
      reference: 'planted-reference',
      subject: 'Planted subject',
      kind: 'planted-kind',
      action: 'OBLIGATIONS',
      amount: '987654.00',
      dueAt: new Date('2031-05-06T00:00:00Z'),
      dataTypeXml: plantedCard,
      fileType: 'plantedtype',
      contentType: 'application/x-planted',
      content,
      level: 'TWO_FACTOR',
      sensitivity: 'SENSITIVE',
      attachments: [
        {
          subject: 'Planted attachment',
          content: attachmentContent,
          fileType: 'plantedtype',
          receipt: 'planted',
        },
      ],
    })
  })
  after(() => at[Symbol.asyncDispose]())

  /** Everything one can ask about a letter, as text with its headers. */
  async function askEverything(browser: TestBrowser): Promise<string> {
    const path = `/api/letters/${letter.letterId}`
    const answers = [
      browser.get('/api/letters'),
      browser.get('/api/letters?unread=1'),
      browser.get(path),
      browser.get('/api/session'),
      browser.get(`/auth/step-up?letter=${letter.letterId}`),
      browser.get(`/auth/step-up?letter=${letter.letterId}&document=${letter.documentIds[1]}`),
      browser.get(`/inbox/${letter.letterId}`, { accept: 'text/html' }),
      ...letter.documentIds.flatMap((documentId, document) => [
        ...['view', 'download', 'print'].map((purpose) => browser.askLink(letter, purpose, document)),
        browser.get(`${path}/documents/${documentId}/calendar?private=1`),
        browser.post(`${path}/documents/${documentId}/receipt`),
        browser.get(`/inbox/${letter.letterId}/${documentId}`, { accept: 'text/html' }),
      ]),
      browser.post(`${path}/read`, { read: true }),
      browser.post(`${path}/read`, { read: false }),
    ]
    const texts = await Promise.all(
      answers.map(async (answer) => {
        const response = await answer
        return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`
      }),
    )
    return texts.join('\n')
  }

  test('no answer, header or log line holds anything the sender told', async () => {
    const browser = await signedIn(at, kari, 'PASSWORD')
    const said = (await askEverything(browser)).replace(/"content-length","\d+"/g, '')
    for (const text of planted.slice(0, -1)) assert.ok(!said.includes(text), `${text} leaked`)
    assert.ok(!said.includes(`"size":${planted.at(-1)}`))
    for (const text of planted.slice(0, -1)) assert.ok(!at.logged.some((line) => line.includes(text)), `${text} logged`)
    assert.ok(said.includes('"hidden":true'))
  })

  test('the same questions at its level do tell, so the test above can fail', async () => {
    const browser = await signedIn(at, kari, 'TWO_FACTOR')
    const said = await askEverything(browser)
    for (const text of planted) assert.ok(said.includes(text), `${text} is missing`)
  })

  test('a link made at a higher level, in another session, leads nowhere', async () => {
    const strong = await signedIn(at, kari, 'TWO_FACTOR')
    const weak = await signedIn(at, kari, 'PASSWORD')
    const { url } = await json<ContentLink>(await strong.askLink(letter, 'download'), 201)
    const response = await weak.get(url)
    const said = `${JSON.stringify([...response.headers])} ${await response.text()}`
    assert.equal(response.status, 404)
    for (const text of planted.slice(0, -1)) assert.ok(!said.includes(text), `${text} leaked`)
  })

  test('at its level the download is called by nothing but its day', async () => {
    const strong = await signedIn(at, kari, 'TWO_FACTOR')
    const response = await strong.open(letter, 'download')
    assert.equal(
      response.headers.get('content-disposition'),
      `attachment; filename="2026-11-23 brev.plantedtype"; filename*=UTF-8''2026-11-23%20brev.plantedtype`,
    )
    await response.arrayBuffer()
  })

  test('a locked but not sensitive letter is named, and stays closed', async () => {
    const normal = await addLetter(at, kari, { sender: 'Fjellvik kommune', subject: 'Vedtak', level: 'IDPORTEN_4' })
    const browser = await signedIn(at, kari, 'TWO_FACTOR')
    const view = await browser.letter(normal)
    assert.deepEqual(
      [view.sender, view.subject, view.lock],
      ['Fjellvik kommune', 'Vedtak', { level: 'IDPORTEN_4', hidden: false }],
    )
    assert.equal((await browser.askLink(normal, 'view')).status, 403)
  })

  test('a sensitive attachment hides itself; the letter and its other attachments stay readable', async () => {
    const mixed = await addLetter(at, kari, {
      subject: 'Open letter',
      attachments: [
        { subject: 'Planted attachment', level: 'TWO_FACTOR', sensitivity: 'SENSITIVE' },
        { subject: 'Open' },
      ],
    })
    const browser = await signedIn(at, kari, 'PASSWORD')
    const { documents } = await browser.letter(mixed)
    assert.deepEqual(
      documents.map((document) => [document.subject, document.lock?.hidden ?? null]),
      [
        ['Open letter', null],
        [null, true],
        ['Open', null],
      ],
    )
    assert.equal((await browser.askLink(mixed, 'view', 1)).status, 403)
    assert.equal((await browser.open(mixed, 'view', 2)).status, 200)
  })
})
