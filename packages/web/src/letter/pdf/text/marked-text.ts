import { withActualText } from './actual-text.ts'
import { around, type Box } from './drawn/geometry.ts'
import type { Shift } from './drawn/visual-lines.ts'
import { type LineBreak, lineBreaks } from './line-breaks.ts'
import type { Mark, PlacedText } from './structure.ts'
import { type Extent, union } from './table-columns.ts'

export interface LineEnd {
  ends: LineBreak | 'inside a word'
}

/** Text that is more than its letters: raised, lowered or struck out. */
interface Styled {
  text: string
  shift?: Shift
  struck?: boolean
}

/** The way to another column on the same line. */
interface Apart {
  apart: true
}

/** A part of a line with a number that cannot be read for sure: its picture is shown. */
export interface Unread {
  unread: Box
  text: string
}

export type RunPart = string | LineEnd | Styled | Apart | Unread

/** A stretch of text between two marks, as it lies in the page. */
export interface Run {
  /** Ties the run to the structure tree; null when it belongs to no part of it. */
  id: string | null
  /** Page headers, page numbers and what else repeats: the PDF says that it is not content. */
  artifact: boolean
  parts: readonly RunPart[]
  /** Where it lies between the page's edges; undefined for mere space. */
  extent: Extent | undefined
  box: Box | undefined
  /** Drawn over the page: a form's field, a stamp. */
  alone: boolean
  /** Place among the page's runs that have text: neighbours by it need no space between them. */
  at: number
  /** The text it begins and ends with. */
  first: PlacedText | undefined
  last: PlacedText | undefined
}

type Owner = Pick<Run, 'id' | 'artifact' | 'alone'>

const nobody: Owner = { id: null, artifact: false, alone: false }
/** Glyphs of which the PDF does not say what they mean; shown as such, so that nobody takes the text for whole. */
const unknownGlyphs = /(?![\t\n\r])\p{Cc}/gu

/** Cuts a page's text into runs, in the order in which it lies there. */
export function runsOf(placed: readonly (PlacedText | Mark)[]): Run[] {
  const texts = withDoubts(withActualText(placed))
  const breaks = lineBreaks(texts)
  const runs: Run[] = []
  const owners: Owner[] = []
  let stretch: [at: number, text: PlacedText][] = []
  const close = (): void => {
    const parts = partsOf(stretch, breaks)
    const inside = stretch.map(([, text]) => text)
    if (parts.length > 0) {
      const place = { extent: inside.reduce(extended, undefined), box: inside.reduce(enclosed, undefined) }
      const ends = { first: inside[0], last: inside.at(-1) }
      runs.push({ ...(owners.at(-1) ?? nobody), parts, ...place, ...ends, at: runs.length })
    }
    stretch = []
  }
  for (const [at, text] of texts.entries()) {
    if ('str' in text) {
      stretch.push([at, text])
      continue
    }
    close()
    if (text.type === 'endMarkedContent') owners.pop()
    else owners.push(ownerOf(text, owners.at(-1) ?? nobody))
  }
  close()
  return runs
}

function partsOf(
  stretch: readonly [at: number, text: PlacedText][],
  breaks: ReadonlyMap<number, LineBreak>,
): RunPart[] {
  const parts: RunPart[] = []
  for (const [at, together] of stretchesOf(stretch)) {
    const [first] = together
    if (first?.apart === true && first.str !== '') parts.push({ apart: true })
    parts.push(...(together.some(({ doubtful }) => doubtful) ? unread(together) : together.flatMap(partOf)))
    const last = together.at(-1)
    if (last?.hasEOL) parts.push({ ends: last.goesOn ? 'inside a word' : (breaks.get(at) ?? 'soft') })
  }
  return parts
}

/** What is read in one go: on one line, in one column. With the place of its last text. */
function stretchesOf(stretch: readonly [at: number, text: PlacedText][]): [at: number, texts: PlacedText[]][] {
  const cut: [number, PlacedText[]][] = []
  let before: PlacedText | undefined
  for (const [at, text] of stretch) {
    const last = cut.at(-1)
    if (last === undefined || before === undefined || before.hasEOL || text.apart || text.line !== before.line) {
      cut.push([at, [text]])
    } else {
      last[0] = at
      last[1].push(text)
    }
    before = text
  }
  return cut
}

function partOf({ str, shift, struck }: PlacedText): RunPart[] {
  if (str === '') return []
  const text = str.replaceAll(unknownGlyphs, '\ufffd')
  if (text.trim() === '' || (shift === undefined && struck !== true)) return [text]
  return [{ text, ...(shift && { shift }), ...(struck && { struck }) }]
}

function unread(texts: readonly PlacedText[]): RunPart[] {
  const box = texts.reduce(enclosed, undefined)
  const text = texts.map(({ str }) => str).join('')
  return box === undefined ? texts.flatMap(partOf) : [{ unread: box, text }]
}

/** A number that goes on from one text into the next is as doubtful as either. */
function withDoubts(texts: readonly (PlacedText | Mark)[]): (PlacedText | Mark)[] {
  const doubtful = new Set<PlacedText>()
  const words = texts.filter((text) => 'str' in text)
  const spread = (from: PlacedText, to: PlacedText, meet: boolean): void => {
    if (meet && (from.doubtful === true || doubtful.has(from)) && from.line === to.line) doubtful.add(to)
  }
  for (const [at, text] of words.entries()) {
    const before = words[at - 1]
    if (before !== undefined) spread(before, text, /^[\p{N}.,]/u.test(text.str) && /[\p{N}.,]$/u.test(before.str))
  }
  for (const [at, text] of [...words.entries()].toReversed()) {
    const after = words[at + 1]
    if (after !== undefined) spread(after, text, /^\s?[\p{N}.,]/u.test(after.str) && /[\p{N}.,]$/u.test(text.str))
  }
  return texts.map((text) => ('str' in text && doubtful.has(text) ? { ...text, doubtful: true } : text))
}

function extended(sum: Extent | undefined, text: PlacedText): Extent | undefined {
  return text.str.trim() === '' ? sum : union(sum, extentOf(text))
}

function enclosed(sum: Box | undefined, { box }: PlacedText): Box | undefined {
  return sum === undefined || box === undefined ? (sum ?? box) : around(sum, box)
}

function extentOf({ transform, width }: PlacedText): Extent {
  const left = transform[4] ?? 0
  return { left, right: left + width }
}

/** A mark without an id of its own belongs to the one around it; an artifact to nothing. */
function ownerOf({ id, tag, alone }: Mark, around: Owner): Owner {
  if (alone === true) return { id: id ?? null, artifact: false, alone: true }
  if (id !== undefined && id !== null) return { id, artifact: false, alone: around.alone }
  return tag === 'Artifact' ? { id: null, artifact: true, alone: false } : around
}

/** Whether the second is drawn right after the first: then no space is needed between them. */
export function follows(before: Run, run: Run): boolean {
  if (run.at === before.at + 1) return true
  const [last, first] = [before.last, run.first]
  if (last?.line === undefined || last.upTo === undefined) return false
  return first?.line === last.line && first.from === last.upTo + 1
}

/** The words of runs as they lie in the page; a line's end counts as a space. */
export function plainWords(runs: readonly Run[]): string {
  return runs.map(({ parts }) => parts.map(wordsOfPart).join('')).join('')
}

function wordsOfPart(part: RunPart): string {
  if (typeof part === 'string') return part
  if ('ends' in part) return part.ends === 'inside a word' ? '' : ' '
  return 'apart' in part ? ' ' : part.text
}
