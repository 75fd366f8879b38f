import { joinedText, trimmed } from './inline-nodes.ts'
import type { Run } from './marked-text.ts'
import { nodeOf } from './run-nodes.ts'
import { node, type TextNode } from './text-node.ts'

/** Text as it lies in the page: lines that go on are joined, gaps part paragraphs, and nothing is called a heading. */
export function plainNodes(runs: readonly Run[]): TextNode[] {
  const paragraphs: (TextNode | string)[][] = [[]]
  let last: number | undefined
  for (const { parts, at } of runs) {
    if (last !== undefined && at !== last + 1) paragraphs.at(-1)?.push(' ')
    last = at
    for (const part of parts) {
      if (typeof part === 'object' && 'ends' in part && part.ends === 'gap') paragraphs.push([])
      else paragraphs.at(-1)?.push(nodeOf(part))
    }
  }
  return paragraphs
    .map((parts) => trimmed(joinedText(parts)))
    .filter((parts) => parts.length > 0)
    .map((parts) => node('p', parts))
}
