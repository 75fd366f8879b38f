import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { dataTypes } from '@brevdue/protocol'

const words = JSON.parse(readFileSync(join(import.meta.dirname, '../src/locales/cards/nb.json'), 'utf8')) as Record<
  string,
  string
>
const domain = join(import.meta.dirname, '../../server/src/domain/cards')
const sources = new Map(
  readdirSync(domain)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => [name, readFileSync(join(domain, name), 'utf8')]),
)

/** The wire's names whose cards a file of the domain makes, beside those that it says itself. */
const helping: Record<string, string[]> = {
  'taxi-group.ts': ['receipt'],
  'residence-card.ts': ['boligdetaljer'],
}
const calls = /\b(?:text|line|word|money|fee|count|date|time|titled|group|momentFact|dayFact|beginning)\(\s*'(\w+)'/g
const columns = /\blabel: '(\w+)'/g

/** `<name>.<label>` of everything that the server can put into a card of plain facts. */
const named = new Set(
  [...sources].flatMap(([file, source]) => {
    const own = /factsCard\('([\w-]+)'/.exec(source)?.[1]
    const names = [...(own === undefined ? [] : [own]), ...(helping[file] ?? [])]
    const labels = [...source.matchAll(calls), ...source.matchAll(columns)].map((match) => match[1] ?? '')
    return names.flatMap((name) => labels.map((label) => `card.${name}.${label}`))
  }),
)

describe('the words of the cards', () => {
  it('name everything that the server can say', () => {
    assert.ok(named.size > 100, 'the search for labels finds them')
    assert.deepEqual(
      [...named].filter((key) => !Object.hasOwn(words, key)),
      [],
    )
  })

  it('name nothing else', () => {
    const types = Object.keys(dataTypes)
    const labels = Object.keys(words).filter((key) => types.includes(key.split('.')[1] ?? ''))
    const statuses = /^card\.pickup-notice(-status)?\.status\.(READY_FOR_PICKUP|PICKED_UP|RETURNED|UNKNOWN|DEVIATION)$/
    assert.deepEqual(
      labels.filter((key) => !named.has(key) && !statuses.test(key)),
      [],
    )
    assert.equal(labels.filter((key) => statuses.test(key)).length, 10)
  })

  it('have a title for every data type that makes a card', () => {
    const untold = ['category', 'opening-receipt', 'opening-receipt-accepted', 'documents-shared', 'sharing-stopped']
    const needed = Object.keys(dataTypes).filter((name) => !untold.some((end) => name.endsWith(end)))
    assert.deepEqual(
      needed.filter((name) => !Object.hasOwn(words, `card.title.${name}`)),
      [],
    )
  })
})
