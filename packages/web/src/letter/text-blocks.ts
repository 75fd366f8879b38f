/** A run of lines of a plain text; `columns` when they are laid out with spaces or tabs, so that each place matters. */
export interface TextBlock {
  columns: boolean
  text: string
}

/** Two spaces after the end of a sentence are a typist's habit, and no column. */
const gap = /\S *\t|[^\s.!?:;] {2}|\S {3}/

/** Lines of signs that draw a table, such as `+-----+` and `| a | b |`. */
const ruled = /^ *[+|].*[+|] *$|[\u2500-\u257f]/

const isLaidOut = (line: string): boolean => gap.test(line.trimEnd()) || ruled.test(line)

/**
 * Takes a text apart into prose and what is laid out in columns. A block is what blank lines divide; one is laid out when
 * at least two of its lines are, or one of them where another block is laid out too: a sum stands by itself below its
 * table. The texts put together are the whole again.
 */
export function textBlocks(text: string): TextBlock[] {
  const parts = text.split(/(\n(?:[ \t]*\n)+)/)
  const counts = parts.map((part) => part.split('\n').filter(isLaidOut).length)
  const anywhere = counts.some((count) => count >= 2)
  const blocks: TextBlock[] = []
  for (const [index, part] of parts.entries()) {
    const isBreak = index % 2 === 1
    const columns = isBreak ? (blocks.at(-1)?.columns ?? false) : (counts[index] ?? 0) >= (anywhere ? 1 : 2)
    const last = blocks.at(-1)
    if (last !== undefined && last.columns === columns) last.text += part
    else if (part !== '') blocks.push({ columns, text: part })
  }
  return blocks
}
