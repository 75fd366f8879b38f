/** Text for the standard fonts of PDF: how its characters are written and how wide they are. */

export type Weight = 'regular' | 'bold'

// Of the characters 32–126, in thousandths of the font size (Adobe's published font metrics).
const ascii = {
  regular:
    '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584',
  bold: '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584',
}
const asciiWidths = { regular: ascii.regular.split(' ').map(Number), bold: ascii.bold.split(' ').map(Number) }
const otherWidths: Readonly<Record<string, number>> = {
  æ: 889,
  ø: 611,
  å: 556,
  Æ: 1000,
  Ø: 778,
  Å: 722,
  '•': 350,
  '–': 556,
}

/** Characters of Windows-1252 that do not have their Unicode number there. */
const windows1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
}

/** The width of one line of text. */
export function textWidth(text: string, weight: Weight, size: number): number {
  let width = 0
  for (const character of text) {
    const code = character.charCodeAt(0)
    width += asciiWidths[weight][code - 32] ?? otherWidths[character] ?? 556
  }
  return (width * size) / 1000
}

/** The text as a PDF string in WinAnsiEncoding. Characters that it lacks become question marks. */
export function pdfString(text: string): string {
  let hex = ''
  for (const character of text) {
    const code = windows1252[character] ?? character.charCodeAt(0)
    hex += (code < 256 ? code : 0x3f).toString(16).padStart(2, '0')
  }
  return `<${hex}>`
}

/** Breaks text into lines that are not wider than `width`. */
export function wrap(text: string, weight: Weight, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, weight, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
