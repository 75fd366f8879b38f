import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relationOfUri, relations, relationUri } from './relations.ts'

test('a relation survives its URI, whatever the base', () => {
  assert.equal(
    relationUri('https://api.digipost.no/', 'create_message'),
    'https://api.digipost.no/relations/create_message',
  )
  for (const relation of relations)
    assert.equal(relationOfUri(relationUri('http://localhost:8282', relation)), relation)
})

test('no relation is listed twice', () => assert.equal(new Set(relations).size, relations.length))

test('relations are known by their last segment in any case, unknown ones are not guessed', () => {
  assert.equal(relationOfUri('x/SELF'), 'self')
  assert.equal(relationOfUri('search'), 'search')
  assert.equal(relationOfUri('https://api/relations/teleport'), undefined)
  assert.equal(relationOfUri(''), undefined)
})
