import type { TextTag } from './text-node.ts'

const tags = ['h2', 'h3', 'h4', 'h5', 'h6'] as const satisfies readonly TextTag[]

/** Which levels are open; goes along from page to page. */
export type OpenHeadings = readonly number[]

/**
 * The level of a heading below the letter's own h1. The PDF's order of levels is kept, and none is skipped: a document
 * that goes from 1 to 3 is shown with h2 and h3.
 *
 * @param level 1 for the highest; smaller numbers for titles above it
 */
export function openHeading(open: OpenHeadings, level: number): { tag: TextTag; open: OpenHeadings } {
  const above = open.filter((other) => other < level)
  return { tag: tags[Math.min(above.length, tags.length - 1)] ?? 'h6', open: [...above, level] }
}
