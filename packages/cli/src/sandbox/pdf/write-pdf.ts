import { deflateSync } from 'node:zlib'
import type { TaggedPage } from './tagged-page.ts'

const width = 595.28
const height = 841.89

/** Writes one tagged A4 page as a PDF 1.7 document with the standard fonts. */
export function writePdf(page: TaggedPage, about: { title: string; author: string; language: string }): Buffer {
  const content = deflateSync(Buffer.from(page.content(), 'latin1'))
  const elements = page.roles.map((role, index) => `<</Type /StructElem /S /${role} /P 9 0 R /Pg 3 0 R /K ${index}>>`)
  const references = elements.map((_, index) => `${firstElement + index} 0 R`).join(' ')
  const fontOf = (name: string): string =>
    `<</Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding>>`
  const objects: (string | Buffer)[] = [
    `<</Type /Catalog /Pages 2 0 R /Lang (${about.language}) /MarkInfo <</Marked true>> /StructTreeRoot 8 0 R /ViewerPreferences <</DisplayDocTitle true>>>>`,
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /StructParents 0 /Tabs /S /Resources <</Font <</F1 5 0 R /F2 6 0 R>>>>>>`,
    Buffer.concat([
      Buffer.from(`<</Length ${content.length} /Filter /FlateDecode>>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
    fontOf('Helvetica'),
    fontOf('Helvetica-Bold'),
    `<</Title ${textString(about.title)} /Author ${textString(about.author)} /Producer (Brevdue)>>`,
    `<</Type /StructTreeRoot /K 9 0 R /ParentTree <</Nums [0 [${references}]]>> /ParentTreeNextKey 1>>`,
    `<</Type /StructElem /S /Document /P 8 0 R /K [${references}]>>`,
    ...elements,
  ]
  return assemble(objects)
}

// Objects 1 to 9 are named above; the structure elements follow.
const firstElement = 10

function assemble(objects: readonly (string | Buffer)[]): Buffer {
  // The comment of high bytes tells transfer programs that this is not text.
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let position = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    const body = typeof object === 'string' ? Buffer.from(object, 'latin1') : object
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    offsets.push(position)
    parts.push(whole)
    position += whole.length
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<</Size ${objects.length + 1} /Root 1 0 R /Info 7 0 R>>\nstartxref\n${position}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** A text string outside page content: UTF-16 with a byte order mark. */
function textString(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
}
