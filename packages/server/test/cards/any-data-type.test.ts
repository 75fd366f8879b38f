import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataTypes, readDataType } from '@brevdue/protocol'
import fastify from 'fastify'
import { Random } from '../../../protocol/test/xml/random.ts'
import { Growth, type Tree } from '../../../protocol/test/xml/sample-tree.ts'
import { TreeWriting } from '../../../protocol/test/xml/write-tree.ts'
import { letterCalendar } from '../../src/domain/calendar/letter-calendar.ts'
import { storedCard } from '../../src/domain/cards/data-card.ts'
import { dataTypeProblems } from '../../src/domain/data-type-problems.ts'
import { letterTask } from '../../src/domain/letter-task.ts'
import { cardSchema } from '../../src/http/mailbox-api/card-schema.ts'
import { presentCard } from '../../src/http/mailbox-api/present-card.ts'

const documents = 2000
/** Texts that a hostile sender would put in any place. */
const hostile = [
  '\u202egnp.exe',
  '<script>alert(1)</script>',
  'https://nav.no@evil.example/',
  'javascript:alert(1)',
  '2026-02-30T25:61:61Z',
  '9'.repeat(400),
  'å'.repeat(5000),
  '\r\nBEGIN:VEVENT',
  '-1e308',
]

const times = ['2026-12-05T10:00:00+01:00', '2026-12-06', '2027-06-01T00:00:00Z', '9999-12-31T23:59:59Z', '1000-01-01']

/** Times where times belong, and sometimes something hostile in a text that may be anything. */
function poison(tree: Tree, random: Random, chance: number): void {
  if (tree.simple?.base === 'string' && Object.keys(tree.simple.facets).length === 0) {
    if (/time|date/i.test(tree.name)) tree.text = random.pick(times)
    if (random.chance(chance)) tree.text = random.pick(hostile)
  }
  for (const child of tree.children) poison(child, random, chance)
}

test('whatever valid data type comes, its card fits the answer’s schema and nothing of it is lost on the way', async () => {
  const app = fastify()
  let next: unknown
  app.get('/', { schema: { response: { 200: { type: 'object', properties: { card: cardSchema } } } } }, () => ({
    card: next,
  }))
  const random = new Random(Number(process.env.BREVDUE_TEST_SEED ?? 0xca4d))
  const types = Object.values(dataTypes)
  const kinds = new Set<string>()
  const now = new Date('2026-11-23T09:00:00Z')
  const wishes = { telling: true, language: 'nn', now } as const
  for (let index = 0; index < documents; index++) {
    const type = types[index % types.length]
    assert.ok(type)
    const tree = new Growth(random).complex(type.element, type, 'datatypes')
    poison(tree, random, index % 2 === 1 ? 0.4 : 0)
    const xml = new TreeWriting(random, 'http://api.digipost.no/schema/datatypes').document(tree)
    const dataType = readDataType(xml)
    dataTypeProblems(dataType, 'document')
    letterTask(dataType)
    const { card, unreadable } = storedCard(xml)
    assert.equal(unreadable, false, xml)
    next = presentCard(card, now)
    kinds.add(card?.type ?? 'none')
    if (card !== null) letterCalendar({ documentId: 'd', card, sender: xml, subject: xml }, wishes)
    const answer = await app.inject('/')
    assert.equal(answer.statusCode, 200, `${answer.body}\n${xml}`)
    assert.deepEqual(answer.json<{ card: unknown }>().card, next, xml)
    assert.ok(answer.body.length < 200_000, 'a card is bounded')
    assert.doesNotMatch(answer.body, /\u202e|"url":"(?!https?:\/\/)/)
  }
  assert.deepEqual([...kinds].toSorted(), ['appointment', 'event', 'facts', 'link', 'none', 'payment', 'share-request'])
  await app.close()
})
