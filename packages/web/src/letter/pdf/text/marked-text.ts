import { type LineBreak, lineBreaks } from './line-breaks.ts'
import type { Mark, PlacedText } from './structure.ts'
import { type Extent, union } from './table-columns.ts'

export interface LineEnd {
  ends: LineBreak
}

/** A stretch of text between two marks, as it lies in the page. */
export interface Run {
  /** Ties the run to the structure tree; null when it belongs to no part of it. */
  id: string | null
  /** Page headers, page numbers and what else repeats: the PDF says that it is not content. */
  artifact: boolean
  parts: readonly (string | LineEnd)[]
  /** Where it lies between the page's edges; undefined for mere space. */
  extent: Extent | undefined
  /** Place among the page's runs that have text: neighbours by it need no space between them. */
  at: number
}

type Owner = Pick<Run, 'id' | 'artifact'>

const nobody: Owner = { id: null, artifact: false }
/** Glyphs of which the PDF does not say what they mean; shown as such, so that nobody takes the text for whole. */
const unknownGlyphs = /(?![\t\n\r])\p{Cc}/gu

/** Cuts a page's text into runs, in the order in which it lies there. */
export function runsOf(texts: readonly (PlacedText | Mark)[]): Run[] {
  const breaks = lineBreaks(texts)
  const runs: Run[] = []
  const owners: Owner[] = []
  let parts: (string | LineEnd)[] = []
  let extent: Extent | undefined
  const close = (): void => {
    if (parts.length > 0) runs.push({ ...(owners.at(-1) ?? nobody), parts, extent, at: runs.length })
    parts = []
    extent = undefined
  }
  for (const [at, text] of texts.entries()) {
    if ('str' in text) {
      if (text.str.trim() !== '') extent = union(extent, extentOf(text))
      if (text.str !== '') parts.push(text.str.replaceAll(unknownGlyphs, '\ufffd'))
      if (text.hasEOL) parts.push({ ends: breaks.get(at) ?? 'soft' })
      continue
    }
    close()
    if (text.type === 'endMarkedContent') owners.pop()
    else owners.push(ownerOf(text, owners.at(-1) ?? nobody))
  }
  close()
  return runs
}

function extentOf({ transform, width }: PlacedText): Extent {
  const left = transform[4] ?? 0
  return { left, right: left + width }
}

/** A mark without an id of its own belongs to the one around it; an artifact to nothing. */
function ownerOf({ id, tag }: Mark, around: Owner): Owner {
  if (id !== undefined && id !== null) return { id, artifact: false }
  return tag === 'Artifact' ? { id: null, artifact: true } : around
}

/** The words of runs as they lie in the page; a line's end counts as a space. */
export function plainWords(runs: readonly Run[]): string {
  return runs.map(({ parts }) => parts.map((part) => (typeof part === 'string' ? part : ' ')).join('')).join('')
}
