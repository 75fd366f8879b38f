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

test('those who wait take turns by their keys, and one key cannot fill the line', async () => {
  const one = places(1, 4, 3)
  const gate = Promise.withResolvers<void>()
  const first = one.take(() => gate.promise, 'first')
  const order: string[] = []
  const take = (key: string, name: string) => one.take(async () => void order.push(name), key)
  const greedy = ['g1', 'g2', 'g3', 'g4'].map((name) => take('greedy', name))
  assert.equal(await greedy[3], undefined, 'more than one key may have')
  const others = [take('a', 'a1'), take('b', 'b1'), take('c', 'c1')]
  assert.equal(await greedy[2], undefined, 'made room for the next key')
  gate.resolve()
  await Promise.all([first, ...greedy, ...others])
  assert.deepEqual(order, ['g1', 'a1', 'b1', 'c1'])
  assert.equal(await greedy[1], undefined, 'made room for the next key')
})

test('a full line in which all have as many refuses the next of any of them', async () => {
  const one = places(1, 2)
  const gate = Promise.withResolvers<void>()
  const busy = one.take(() => gate.promise, 'x')
  const waiting = [one.take(async () => 'a', 'a'), one.take(async () => 'b', 'b')]
  assert.equal(await one.take(async () => 'c', 'c'), undefined)
  assert.equal(await one.take(async () => 'a', 'a'), undefined)
  gate.resolve()
  assert.deepEqual(await Promise.all([busy, ...waiting]), [{ done: undefined }, { done: 'a' }, { done: 'b' }])
})
