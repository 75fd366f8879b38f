import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grouped } from './grouped.ts'

function controlled(): {
  runs: { calls: number[]; end: (error?: Error) => void }[]
  call: (n: number) => Promise<void>
} {
  const runs: { calls: number[]; end: (error?: Error) => void }[] = []
  const call = grouped<number>(
    (calls) =>
      new Promise((resolve, reject) => {
        runs.push({ calls, end: (error) => (error === undefined ? resolve() : reject(error)) })
      }),
    3,
  )
  return { runs, call }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('calls during a run wait for the next one, together', async () => {
  const { runs, call } = controlled()
  const first = call(1)
  await turn()
  const late = [call(2), call(3)]
  await turn()
  assert.deepEqual(
    runs.map((run) => run.calls),
    [[1]],
  )
  runs[0]?.end()
  await first
  await turn()
  assert.deepEqual(runs[1]?.calls, [2, 3])
  runs[1]?.end()
  await Promise.all(late)
})

test('a run that fails fails its own calls only', async () => {
  const { runs, call } = controlled()
  const first = call(1)
  await turn()
  const second = call(2)
  runs[0]?.end(new Error('full'))
  await assert.rejects(first, /full/)
  await turn()
  runs[1]?.end()
  await second
})

test('no call is lost above the largest group', async () => {
  const { runs, call } = controlled()
  const all = [1, 2, 3, 4, 5, 6, 7].map(call)
  for (let run = 0; run < 3; run++) {
    await turn()
    runs[run]?.end()
  }
  await Promise.all(all)
  assert.deepEqual(
    runs.flatMap((run) => run.calls),
    [1, 2, 3, 4, 5, 6, 7],
  )
})
