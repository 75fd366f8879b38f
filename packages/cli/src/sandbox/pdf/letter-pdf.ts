import { textWidth, wrap } from './helvetica.ts'
import { type Role, TaggedPage } from './tagged-page.ts'
import { writePdf } from './write-pdf.ts'

/** The text of a one-page letter. */
export interface LetterText {
  sender: { name: string; addressLines: readonly string[]; colour: readonly [number, number, number] }
  recipientLines: readonly string[]
  /** As it is to be read, such as “23. november 2026”. */
  date: string
  reference?: string
  heading: string
  /** A string is a paragraph; a heading and rows of name and value stand between them. */
  body: readonly (string | { heading: string } | { rows: readonly (readonly [string, string])[] })[]
  signature: readonly string[]
  footer: string
  /** BCP 47 */
  language?: string
}

const left = 71
const right = 524
const black = [26, 29, 33] as const
const grey = [92, 99, 108] as const
const white = [255, 255, 255] as const

/** Sets a letter on one A4 page, after the pattern of Norwegian office letters, as a tagged PDF. */
export function letterPdf(letter: LetterText): Buffer {
  const page = new TaggedPage()
  const cursor = new Cursor(page)
  drawHead(page, letter)
  cursor.lines('P', letter.recipientLines, 722, 10.5)
  page.text('P', rightAligned([letter.date, letter.reference ?? ''], 722, 9.5), 'regular', 9.5, grey)
  cursor.y = 618
  cursor.paragraph('H1', letter.heading, 'bold', 17)
  cursor.y -= 8
  for (const part of letter.body) {
    if (typeof part === 'string') cursor.paragraph('P', part, 'regular', 10.5)
    else if ('heading' in part) cursor.subheading(part.heading)
    else cursor.rows(part.rows)
    cursor.y -= 9
  }
  cursor.y -= 10
  cursor.lines('P', letter.signature, cursor.y, 10.5)
  page.rectangle(left, 62, right - left, 0.6, [205, 210, 216])
  page.ornamentText(letter.footer, { x: left, y: 46 }, 'regular', 8, grey)
  return writePdf(page, { title: letter.heading, author: letter.sender.name, language: letter.language ?? 'nb-NO' })
}

function drawHead(page: TaggedPage, { sender }: LetterText): void {
  page.rectangle(0, 785, 596, 57, sender.colour)
  page.rectangle(left, 801, 25, 25, white)
  page.rectangle(left + 5, 806, 15, 6, sender.colour)
  page.rectangle(left + 5, 815, 8, 6, sender.colour)
  page.text('P', [{ text: sender.name, x: left + 36, y: 808 }], 'bold', 15, white)
  page.text('P', rightAligned(sender.addressLines, 816, 8.5), 'regular', 8.5, white)
}

function rightAligned(lines: readonly string[], top: number, size: number): { text: string; x: number; y: number }[] {
  return lines
    .filter((text) => text !== '')
    .map((text, index) => ({ text, x: right - textWidth(text, 'regular', size), y: top - index * size * 1.45 }))
}

/** Writes from the top of the page downwards. */
class Cursor {
  #page: TaggedPage
  y = 0

  constructor(page: TaggedPage) {
    this.#page = page
  }

  paragraph(role: Role, text: string, weight: 'regular' | 'bold', size: number): void {
    const lines = wrap(text, weight, size, right - left)
    this.#page.text(role, this.#place(lines, left, size), weight, size, black)
  }

  /** Nearer to what follows than to what went before. */
  subheading(text: string): void {
    this.y -= 8
    this.paragraph('H2', text, 'bold', 12)
    this.y += 7
  }

  lines(role: Role, lines: readonly string[], top: number, size: number): void {
    this.y = top
    this.#page.text(role, this.#place(lines, left, size), 'regular', size, black)
  }

  rows(rows: readonly (readonly [string, string])[]): void {
    for (const [name, value] of rows) {
      const height = 21
      this.#page.rectangle(left, this.y - 6, right - left, 0.5, [222, 226, 230])
      const ends = right - textWidth(value, 'bold', 10.5)
      this.#page.text('P', [{ text: name, x: left, y: this.y }], 'regular', 10.5, grey)
      this.#page.text('P', [{ text: value, x: ends, y: this.y }], 'bold', 10.5, black)
      this.y -= height
    }
  }

  #place(lines: readonly string[], x: number, size: number): { text: string; x: number; y: number }[] {
    return lines.map((text) => {
      const line = { text, x, y: this.y }
      this.y -= size * 1.45
      return line
    })
  }
}
