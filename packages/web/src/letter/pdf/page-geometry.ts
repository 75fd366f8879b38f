/** Sharper than this is not seen on a phone, and costs memory by the square. */
const sharpest = 2

/** Of one canvas, in its own pixels. Every browser can have more; beyond its own bound a canvas stays blank or is refused. */
const longestEdge = 4096
const mostPixels = 8_000_000

/** Browsers place nothing below some 17 million CSS pixels, so all pages that are shown together share this height. */
const tallestTogether = 16_000_000
const tallest = 150_000
const widest = 100_000

/** So many pages have their place on the screen at a time; the others are a button away. */
export const portionSize = 200

export interface PageShape {
  width: number
  height: number
}

export interface Tile extends PageShape {
  left: number
  top: number
}

/**
 * How large a page is drawn: as wide as the paper, at most as large as a browser can place.
 *
 * @param shape in points
 * @param width of the paper in CSS pixels
 * @param together how many pages are placed below one another
 * @returns CSS pixels for a point
 */
export function pageScale(shape: PageShape, width: number, zoom: number, together: number): number {
  const fitting = width / shape.width
  const wanted = Math.max(fitting, readableStrip(shape)) * zoom
  const highest = Math.min(tallest, tallestTogether / together)
  return Math.min(wanted, highest / shape.height, widest / shape.width)
}

/** A long strip across the paper would be a line of dust when it fits: it goes on to the side, in its own size. */
function readableStrip({ width, height }: PageShape): number {
  return width > 4 * height ? Math.min(96 / 72, 240 / height) : 0
}

/** CSS pixels of a page: whole ones, so that canvas and frame agree, and never none. */
export function pageSize(shape: PageShape, scale: number): PageShape {
  return { width: Math.max(1, Math.round(shape.width * scale)), height: Math.max(1, Math.round(shape.height * scale)) }
}

/** @param deviceRatio device pixels for a CSS pixel */
export function canvasRatio(deviceRatio: number): number {
  return Math.min(Math.max(deviceRatio, 1), sharpest)
}

/** Divides a page into parts of which each fits a canvas; a usual page is one part. All in CSS pixels. */
export function tilesOf(size: PageShape, ratio: number): Tile[] {
  const width = partLength(size.width, longestEdge / ratio)
  const height = partLength(size.height, Math.min(longestEdge, mostPixels / (width * ratio)) / ratio)
  const tiles: Tile[] = []
  for (let top = 0; top < size.height; top += height) {
    for (let left = 0; left < size.width; left += width) {
      tiles.push({
        left,
        top,
        width: Math.min(width, size.width - left),
        height: Math.min(height, size.height - top),
      })
    }
  }
  return tiles
}

/** Equal parts, so that none is a sliver; whole pixels, so that no seam is seen. */
function partLength(whole: number, longest: number): number {
  const parts = Math.ceil(whole / Math.floor(longest))
  return Math.ceil(whole / parts)
}

/** The pages that are placed together with this one. @returns first and last page, from 1 */
export function portionOf(page: number, pages: number): { first: number; last: number } {
  const first = Math.floor((page - 1) / portionSize) * portionSize + 1
  return { first, last: Math.min(first + portionSize - 1, pages) }
}
