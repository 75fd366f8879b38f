import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Demands } from './access.ts'
import { type ActivityFacts, activityFor } from './activity-view.ts'

const open: Demands = { authenticationLevel: 'PASSWORD', sensitivityLevel: 'NORMAL' }
const locked: Demands = { authenticationLevel: 'IDPORTEN_4', sensitivityLevel: 'NORMAL' }
const hidden: Demands = { authenticationLevel: 'IDPORTEN_4', sensitivityLevel: 'SENSITIVE' }
const fact = (act: string, about: Partial<ActivityFacts>): ActivityFacts => ({
  id: '1',
  at: new Date(0),
  act,
  level: 'PASSWORD',
  letterId: 'letter',
  documentId: null,
  letter: open,
  document: null,
  ...about,
})
const told = (facts: ActivityFacts[], level: 'PASSWORD' | 'IDPORTEN_4') =>
  activityFor(facts, level).map(({ act }) => act)

test('of a hidden letter only what its row shows anyway is told', () => {
  const acts = ['RECEIPT_SENT', 'OPENED', 'DOWNLOADED', 'PRINTED', 'ARCHIVED', 'MARKED_READ', 'BINNED', 'RECEIVED']
  const facts = acts.map((act) => fact(act, { letter: hidden, documentId: 'document', document: open }))
  assert.deepEqual(told(facts, 'PASSWORD'), ['ARCHIVED', 'MARKED_READ', 'BINNED', 'RECEIVED'])
  assert.deepEqual(told(facts, 'IDPORTEN_4'), acts)
})

test('of a hidden attachment nothing is told, of a locked one all', () => {
  const about = (document: Demands) => [fact('OPENED', { documentId: 'document', document })]
  assert.deepEqual(told(about(hidden), 'PASSWORD'), [])
  assert.deepEqual(told(about(hidden), 'IDPORTEN_4'), ['OPENED'])
  assert.deepEqual(told(about(locked), 'PASSWORD'), ['OPENED'])
})

test('what is about no letter is always told, and what decides is never handed on', () => {
  const signedIn = fact('SIGNED_IN', { letterId: null, letter: null })
  const [view] = activityFor([signedIn], 'PASSWORD')
  assert.deepEqual(Object.keys(view ?? {}), ['id', 'at', 'act', 'level', 'letterId', 'documentId'])
})
