import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Demands, ScanState } from './access.ts'
import { type DocumentFacts, detailsFor, type LetterDetailFacts, summaryFor } from './letter-view.ts'

const open: Demands = { authenticationLevel: 'PASSWORD', sensitivityLevel: 'NORMAL' }
const locked: Demands = { authenticationLevel: 'TWO_FACTOR', sensitivityLevel: 'NORMAL' }
const hidden: Demands = { authenticationLevel: 'TWO_FACTOR', sensitivityLevel: 'SENSITIVE' }

function aDocument(id: string, demands: Demands, changes: Partial<DocumentFacts> = {}): DocumentFacts {
  return {
    id,
    subject: `planted-subject-${id}`,
    fileType: 'plantedtype',
    contentType: 'application/planted',
    size: 987_654,
    contentHash: 'planted-hash',
    hasView: false,
    technical: false,
    demands,
    receipt: { asks: false, sentAt: null },
    scan: 'clean',
    scanReason: null,
    dataTypeXml: null,
    ...changes,
  }
}

function aLetter(demands: Demands, attachments: DocumentFacts[] = []): LetterDetailFacts {
  const primary = aDocument('primary', demands, { receipt: { asks: true, sentAt: null } })
  return {
    id: 'letter',
    place: 'inbox',
    receivedAt: new Date('2026-11-23T10:00:00Z'),
    readAt: null,
    restoresTo: null,
    dueAt: new Date('2031-01-02T00:00:00Z'),
    amount: '1249.5',
    kind: 'planted-kind',
    action: 'planted-action',
    attachments: attachments.length,
    senderName: 'planted-sender',
    senderKind: 'PUBLIC_BODY',
    senderOrganisationNumber: 'planted-organisation-number',
    brokerName: 'planted-broker',
    reference: 'planted-reference',
    subject: primary.subject,
    demands,
    receipt: primary.receipt,
    scan: primary.scan,
    documents: [primary, ...attachments],
  }
}

test('an open letter tells everything', () => {
  const view = detailsFor(aLetter(open), 'PASSWORD')
  assert.equal(view.sender, 'planted-sender')
  assert.equal(view.amount, '1249.50')
  assert.equal(view.asksReceipt, true)
  assert.equal(view.documents[0]?.downloadName, '2026-11-23 planted-sender – planted-subject-primary.plantedtype')
})

test('a locked but not sensitive letter keeps its sender and subject, and says what it needs', () => {
  const view = summaryFor(aLetter(locked), 'PASSWORD')
  assert.deepEqual([view.sender, view.subject], ['planted-sender', 'planted-subject-primary'])
  assert.deepEqual(view.lock, { level: 'TWO_FACTOR', hidden: false })
})

test('nothing that the sender told of a hidden letter is in the view', () => {
  const letter = aLetter(hidden, [aDocument('attachment', open)])
  for (const view of [summaryFor(letter, 'PASSWORD'), detailsFor(letter, 'PASSWORD')]) {
    assert.doesNotMatch(JSON.stringify(view), /planted|1249|987654|2031|PUBLIC_BODY/)
    assert.equal(view.attachments, 0)
    assert.equal(view.asksReceipt, false)
  }
  assert.equal(detailsFor(letter, 'PASSWORD').documents.length, 1)
})

test('the same letter tells everything at its level, under a name that tells nothing', () => {
  const view = detailsFor(aLetter(hidden, [aDocument('attachment', open)]), 'IDPORTEN_3')
  assert.equal(view.sender, 'planted-sender')
  assert.deepEqual(
    view.documents.map((document) => document.downloadName),
    ['2026-11-23 brev.plantedtype', '2026-11-23 brev.plantedtype'],
  )
})

test('a sensitive attachment hides itself and leaves the letter readable', () => {
  const view = detailsFor(aLetter(open, [aDocument('attachment', hidden)]), 'PASSWORD')
  assert.equal(view.documents[0]?.subject, 'planted-subject-primary')
  assert.deepEqual(view.documents[1]?.lock, { level: 'TWO_FACTOR', hidden: true })
  assert.doesNotMatch(JSON.stringify(view.documents[1]), /planted|987654/)
})

const claims =
  '<verifiable-presentation-notice xmlns="http://api.digipost.no/schema/datatypes"><title>planted-claim</title>' +
  '<description>planted-description</description></verifiable-presentation-notice>'

test('the sender’s claims open with the content: behind its lock and every receipt that guards it', () => {
  const cards = (letter: LetterDetailFacts, level: 'PASSWORD' | 'TWO_FACTOR' = 'PASSWORD') =>
    detailsFor(letter, level).documents.map(({ card }) => card !== null)
  const withClaims = (demands: Demands, asks: boolean, sentAt: Date | null = null) => ({
    ...aLetter(demands),
    documents: [aDocument('primary', demands, { dataTypeXml: claims, receipt: { asks, sentAt } })],
  })
  assert.deepEqual(cards(withClaims(open, false)), [true])
  assert.deepEqual(cards(withClaims(open, true)), [false])
  assert.deepEqual(cards(withClaims(open, true, new Date())), [true])
  assert.deepEqual(cards(withClaims(locked, false)), [false])
  assert.deepEqual(cards(withClaims(hidden, false)), [false])
  assert.deepEqual(cards(withClaims(hidden, false), 'TWO_FACTOR'), [true])
  const attachment = aDocument('attachment', open, { dataTypeXml: claims })
  const guarded = aLetter(open, [attachment])
  assert.deepEqual(cards({ ...guarded, documents: [aDocument('primary', open), attachment] }), [false, true])
  const asking = aDocument('primary', open, { receipt: { asks: true, sentAt: null } })
  assert.deepEqual(cards({ ...guarded, documents: [asking, attachment] }), [false, false])
})

test('a data type that cannot be read is told to the log, and nothing of it to the reader', () => {
  const broken = { ...aLetter(open), documents: [aDocument('primary', open, { dataTypeXml: '<planted' })] }
  const [document] = detailsFor(broken, 'PASSWORD').documents
  assert.deepEqual([document?.card, document?.unreadableCard], [null, true])
})

test('a subject cannot turn its own words around, and one that nobody sees is none', () => {
  for (const [sent, shown] of [
    ['Faktura \u202efdp.exe\u202c her', 'Faktura fdp.exe her'],
    ['\u200b\u2066', null],
    ['👩‍👩‍👧 فاتورة', '👩‍👩‍👧 فاتورة'],
  ] as const) {
    const letter = { ...aLetter(open), subject: sent, documents: [aDocument('primary', open, { subject: sent })] }
    const details = detailsFor(letter, 'PASSWORD')
    assert.deepEqual([details.subject, details.documents[0]?.subject], [shown, shown])
  }
})

const scanned = (demands: Demands, scan: ScanState): LetterDetailFacts => {
  const letter = aLetter(demands, [aDocument('attachment', demands)])
  return { ...letter, scan, documents: letter.documents.map((one, at) => (at === 0 ? { ...one, scan } : one)) }
}

test('a letter that is being checked says so, asks for no receipt and keeps its claims closed', () => {
  const view = detailsFor(scanned(open, 'checking'), 'PASSWORD')
  assert.deepEqual([view.checking, view.asksReceipt, view.amount], [true, false, '1249.50'])
  assert.deepEqual(
    view.documents.map(({ scan, card }) => [scan, card]),
    // the attachment would wait for the receipt that cannot be asked for yet
    [
      ['checking', null],
      ['checking', null],
    ],
  )
})

test('of a withheld letter nothing is asked, and its clean attachment is open', () => {
  const view = detailsFor(scanned(open, 'withheld'), 'PASSWORD')
  assert.deepEqual([view.checking, view.asksReceipt, view.subject], [false, false, 'planted-subject-primary'])
  assert.deepEqual([view.kind, view.action, view.dueAt, view.amount], [null, null, null, null])
  assert.deepEqual(
    view.documents.map(({ scan }) => scan),
    ['withheld', 'clean'],
  )
})

test('a hidden letter says that it is being checked, as its row does, and nothing else of it', () => {
  assert.equal(summaryFor(scanned(hidden, 'checking'), 'PASSWORD').checking, true)
  for (const scan of ['checking', 'withheld'] as const) {
    assert.equal(detailsFor(scanned(hidden, scan), 'PASSWORD').documents[0]?.scan, 'clean')
  }
  assert.equal(detailsFor(scanned(hidden, 'withheld'), 'TWO_FACTOR').documents[0]?.scan, 'withheld')
})
