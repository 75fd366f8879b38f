import type { BlockWriter } from './block-writer.ts'
import type { Run } from './marked-text.ts'
import { isPart, type Part } from './part.ts'
import { node, type TextNode, wordsOf } from './text-node.ts'

/** A list with the PDF's own bullets and numbers as text: "3." stays "3.". */
export function listNodes(part: Part, writer: BlockWriter): TextNode[] {
  const before: TextNode[] = []
  const entries: TextNode[] = []
  for (const kid of part.kids) {
    if (isPart(kid) && kid.role === 'Caption') before.push(...writer.blocks([kid]))
    else if (isPart(kid) && kid.role === 'L') nest(entries, listNodes(kid, writer))
    else entries.push(...entryNodes(isPart(kid) && /^(LI|TOCI)$/.test(kid.role) ? kid.kids : [kid], writer))
  }
  if (entries.length === 0) return before
  const labels = entries.map(labelOf)
  const numbered = labels.some((label) => /[\p{N}]|^\(?\p{L}{1,4}[.)]/u.test(label))
  const labelled = labels.some((label) => label !== '')
  return [...before, node(numbered ? 'ol' : 'ul', entries, labelled ? { labelled: true } : {})]
}

/** A list directly inside a list belongs to the entry before it. */
function nest(entries: TextNode[], lists: readonly TextNode[]): void {
  const last = entries.pop()
  entries.push(last === undefined ? node('li', lists) : { ...last, children: [...last.children, ...lists] })
}

function entryNodes(kids: readonly (Part | Run)[], writer: BlockWriter): TextNode[] {
  const labels = kids.filter((kid) => isPart(kid) && kid.role === 'Lbl')
  const label = writer.line(labels)
  const body = writer.blocks(kids.filter((kid) => !labels.includes(kid)))
  if (label.length === 0 && body.length === 0) return []
  return [node('li', label.length === 0 ? body : [node('label', label.map(visibleBullet)), ...body])]
}

function labelOf(entry: TextNode): string {
  const [first] = entry.children
  return typeof first === 'object' && first.tag === 'label' ? wordsOf(first.children).trim() : ''
}

/** Bullets of symbol fonts have code points of their own that no other font knows. */
function visibleBullet(label: TextNode | string): TextNode | string {
  return typeof label === 'string' ? label.replaceAll(/[\ue000-\uf8ff]/g, '•') : label
}
