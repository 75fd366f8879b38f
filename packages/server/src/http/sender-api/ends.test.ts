import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Ends } from './ends.ts'

describe('Ends', () => {
  it('keeps the first 64 KiB and the last 2 KiB, however the bytes were cut, and changes nothing', async () => {
    const whole = Buffer.from(Array.from({ length: 150_000 }, (_, index) => index % 251))
    const size = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70_000 }))
    const property = fc.asyncProperty(
      fc.integer({ min: 0, max: whole.length }),
      fc.array(size),
      async (length, cuts) => {
        const bytes = whole.subarray(0, length)
        const ends = new Ends()
        const passed: Uint8Array[] = []
        for await (const chunk of ends.through(chunksOf(bytes, cuts))) passed.push(chunk)
        assert.deepEqual(Buffer.concat(passed), bytes)
        assert.deepEqual(Buffer.from(ends.head), bytes.subarray(0, 65_536))
        assert.deepEqual(Buffer.from(ends.tail), bytes.subarray(-2048))
      },
    )
    await fc.assert(property, { numRuns: 50 })
  })

  it('stays small when bytes come one by one', async () => {
    const ends = new Ends()
    const bytes = Buffer.alloc(70_000, 'x')
    for await (const _ of ends.through(
      chunksOf(
        bytes,
        Array.from({ length: 70_000 }, () => 1),
      ),
    ));
    assert.equal(ends.head.length, 65_536)
    assert.equal(ends.tail.length, 2048)
  })
})

async function* chunksOf(bytes: Buffer, cuts: number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const cut of cuts) {
    if (at < bytes.length) yield bytes.subarray(at, at + cut)
    at += cut
  }
  if (at < bytes.length) yield bytes.subarray(at)
}
