import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { canvasRatio, pageScale, pageSize, portionOf, portionSize, type Tile, tilesOf } from './page-geometry.ts'

const a4 = { width: 595, height: 842 }
const shapes = {
  a4,
  receipt: { width: 226, height: 14_400 },
  hair: { width: 0.5, height: 14_400 },
  strip: { width: 10_000, height: 200 },
  thread: { width: 14_400, height: 0.01 },
  poster: { width: 3370, height: 2384 },
  'user unit 75,000': { width: 595 * 75_000, height: 842 * 75_000 },
  dot: { width: 0.01, height: 0.01 },
}

const covered = (tiles: Tile[]): number => tiles.reduce((sum, { width, height }) => sum + width * height, 0)

describe('a page of any size on any screen', () => {
  for (const [name, shape] of Object.entries(shapes)) {
    it(`is drawn in canvases that every browser can have: ${name}`, () => {
      for (const width of [1, 320, 577, 1880]) {
        for (const zoom of [0.5, 1, 3]) {
          for (const device of [0.5, 1, 1.25, 2, 3, 4]) {
            for (const together of [1, portionSize]) {
              const size = pageSize(shape, pageScale(shape, width, zoom, together))
              const ratio = canvasRatio(device)
              const tiles = tilesOf(size, ratio)
              const about = JSON.stringify({ width, zoom, device, together, size, tiles: tiles.length })
              assert.ok(size.height * together <= 16_000_000 + together, about)
              assert.ok(tiles.length <= 400, about)
              assert.equal(covered(tiles), size.width * size.height, about)
              for (const tile of tiles) {
                assert.ok(tile.width > 0 && tile.height > 0, about)
                assert.ok(Math.max(tile.width, tile.height) * ratio <= 4096, about)
                assert.ok(tile.width * ratio * tile.height * ratio <= 8_400_000, about)
              }
            }
          }
        }
      }
    })
  }

  it('of paper is one canvas, as wide as the screen has it', () => {
    const size = pageSize(a4, pageScale(a4, 577, 1, 1))
    assert.equal(size.width, 577)
    assert.equal(tilesOf(size, 2).length, 1)
  })

  it('that is a long strip is shown large enough to read, and goes on to the side', () => {
    const size = pageSize(shapes.strip, pageScale(shapes.strip, 360, 1, 1))
    assert.ok(size.height >= 200)
    assert.ok(size.width > 360)
  })
})

describe('the pages that are placed together', () => {
  it('are all pages of a usual letter, and of a long one those around the page', () => {
    assert.deepEqual(portionOf(3, 40), { first: 1, last: 40 })
    assert.deepEqual(portionOf(200, 20_000), { first: 1, last: 200 })
    assert.deepEqual(portionOf(201, 20_000), { first: 201, last: 400 })
    assert.deepEqual(portionOf(20_000, 20_000), { first: 19_801, last: 20_000 })
    assert.deepEqual(portionOf(1001, 1001), { first: 1001, last: 1001 })
  })
})
