import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [number, number, number]
const paper: Colour = [255, 255, 255]
const grid: Colour = [226, 230, 235]
const axis: Colour = [120, 128, 138]

/** A bar chart without text as a PNG image: enough to show that pictures arrive as pictures. */
export function barChartPng(values: readonly number[], colour: Colour, size = { width: 840, height: 420 }): Buffer {
  const { width, height } = size
  const pixels = Buffer.alloc(width * height * 3, 255)
  const fill = (x: number, y: number, w: number, h: number, [r, g, b]: Colour): void => {
    for (let row = Math.max(0, y); row < Math.min(height, y + h); row++) {
      for (let column = Math.max(0, x); column < Math.min(width, x + w); column++) {
        pixels.set([r, g, b], (row * width + column) * 3)
      }
    }
  }
  fill(0, 0, width, height, paper)
  const bottom = height - 40
  for (let line = 1; line <= 4; line++) fill(40, bottom - line * 80, width - 80, 2, grid)
  const step = (width - 100) / values.length
  const highest = Math.max(...values, 1)
  for (const [index, value] of values.entries()) {
    const tall = Math.round((value / highest) * 320)
    fill(Math.round(55 + index * step), bottom - tall, Math.round(step * 0.62), tall, colour)
  }
  fill(40, bottom, width - 80, 3, axis)
  return png(width, height, pixels)
}

function png(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // eight bits, RGB
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let row = 0; row < height; row++)
    pixels.copy(rows, row * (1 + width * 3) + 1, row * width * 3, (row + 1) * width * 3)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const whole = Buffer.alloc(8 + named.length)
  whole.writeUInt32BE(content.length, 0)
  named.copy(whole, 4)
  whole.writeUInt32BE(crc32(named), whole.length - 4)
  return whole
}
