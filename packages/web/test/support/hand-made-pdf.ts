/** PDFs byte by byte, for tags that no program would write on purpose. */
export interface HandMadePdf {
  /** Content streams, one a page. */
  pages: string[]
  /**
   * Objects from number 100 on, by number; 100 is the root of the structure tree. The page that stands first is
   * object 10, the next 11 …
   */
  structure?: Record<number, string>
  language?: string
  /** More of each page's dictionary. */
  pageExtras?: string
  /** More of the resources: named properties, layers, graphics states. */
  resources?: string
  /** More of the catalog. */
  catalog?: string
  /** More of each form's dictionary. */
  formExtras?: string
  /** Form XObjects, by name; their content streams. */
  forms?: Record<string, string>
  /** Each page's width and height in points; A4 without. */
  size?: readonly [width: number, height: number]
}

/** The first pages have small numbers, which are easy to name in tags. */
const pageNumber = (at: number): number => (at < 50 ? 10 + at : 50_000 + at)
const contentNumber = (at: number): number => 100_000 + at
const firstForm = 60

/** A document in Helvetica, 595 by 842 points, with the tags given. */
export function handMadePdf(pdf: HandMadePdf): Uint8Array {
  return writtenPdf(pdfObjects(pdf))
}

/** The objects of such a document by number, for what is done to them before they are written. */
export function pdfObjects(pdf: HandMadePdf): Map<number, string> {
  const { pages, structure = {}, language, pageExtras = '', forms = {}, size = [595, 842] } = pdf
  const objects = new Map<number, string>()
  const kids = pages.map((_, at) => `${pageNumber(at)} 0 R`).join(' ')
  const tags = structure[100] === undefined ? '' : '/StructTreeRoot 100 0 R /MarkInfo << /Marked true >>'
  const lang = language === undefined ? '' : `/Lang (${language})`
  objects.set(1, `<< /Type /Catalog /Pages 2 0 R ${tags} ${lang} ${pdf.catalog ?? ''} >>`)
  objects.set(2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`)
  objects.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  const named = Object.keys(forms).map((name, at) => `/${name} ${firstForm + at} 0 R`)
  const resources = `/Resources << /Font << /F 3 0 R >> /XObject << ${named.join(' ')} >> ${pdf.resources ?? ''} >>`
  for (const [at, content] of pages.entries()) {
    const page = `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /StructParents ${at}`
    objects.set(pageNumber(at), `<< ${page} ${resources} /Contents ${contentNumber(at)} 0 R ${pageExtras} >>`)
    objects.set(contentNumber(at), stream('', content))
  }
  setForms(objects, pdf, resources)
  for (const [number, body] of Object.entries(structure)) objects.set(Number(number), body)
  return objects
}

function setForms(objects: Map<number, string>, { forms = {}, formExtras = '' }: HandMadePdf, resources: string): void {
  for (const [at, content] of Object.values(forms).entries()) {
    const entries = `/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${resources} ${formExtras}`
    objects.set(firstForm + at, stream(entries, content))
  }
}

/** Of Latin-1 characters, one for each byte. */
export function stream(entries: string, content: string): string {
  return `<< ${entries} /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`
}

/** @param trailer more of the trailer's dictionary */
export function writtenPdf(objects: ReadonlyMap<number, string>, trailer = ''): Uint8Array {
  const parts = ['%PDF-1.7\n']
  const offsets: [number: number, offset: number][] = []
  let start = Buffer.byteLength(parts[0] ?? '', 'latin1')
  for (const [number, body] of [...objects].toSorted(([a], [b]) => a - b)) {
    offsets.push([number, start])
    const part = `${number} 0 obj\n${body}\nendobj\n`
    parts.push(part)
    start += Buffer.byteLength(part, 'latin1')
  }
  const rows = offsets.map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = Math.max(...objects.keys()) + 1
  parts.push(
    `xref\n0 1\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
  )
  return new Uint8Array(Buffer.from(parts.join(''), 'latin1'))
}

/** Lines of text from the top of the page, each in marked content with the number given, or in none. */
export function markedLines(lines: readonly (readonly [text: string, mcid?: number | string])[]): string {
  return lines
    .map(([text, mark], at) => {
      const shown = `BT /F 12 Tf 1 0 0 1 60 ${780 - at * 18} Tm (${text}) Tj ET`
      if (mark === undefined) return shown
      return `${typeof mark === 'number' ? `/P << /MCID ${mark} >> BDC` : mark}\n${shown}\nEMC`
    })
    .join('\n')
}
