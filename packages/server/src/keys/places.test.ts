import assert from 'node:assert/strict'
import { test } from 'node:test'
import { places } from './places.ts'

test('never more at once than there are places, in turn, and the rest are sent away', async () => {
  const two = places(2, 3)
  const gates = Array.from({ length: 6 }, () => Promise.withResolvers<void>())
  const begun: number[] = []
  const taken = gates.map((gate, index) =>
    two.take(async () => {
      begun.push(index)
      await gate.promise
      return index
    }),
  )
  assert.equal(await taken[5], undefined)
  assert.deepEqual(begun, [0, 1])
  gates[1]?.resolve()
  assert.deepEqual(await taken[1], { done: 1 })
  assert.deepEqual(begun, [0, 1, 2])
  for (const gate of gates) gate.resolve()
  assert.deepEqual(await Promise.all(taken), [...[0, 1, 2, 3, 4].map((done) => ({ done })), undefined])
  assert.deepEqual(await two.take(async () => 'free again'), { done: 'free again' })
})

test('a place is free again after a failure', async () => {
  const one = places(1, 0)
  await assert.rejects(
    one.take(async () => {
      throw new Error('no')
    }),
  )
  assert.deepEqual(await one.take(async () => 1), { done: 1 })
})
