import { createReadStream } from 'node:fs'
import { extname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type HtmlVerdict, judgeHtml, maxHtmlBytes, type Remark } from '@brevdue/server'
import { paint, say } from '../print.ts'
import { readDocumentPath } from './document.ts'

/** A change of an HTML document: what the recipient sees otherwise than it was written. */
export interface HtmlChange extends Remark {
  document: string
}

/** Judges an HTML document of the command line as the service does. */
export async function judgeDocument(path: string): Promise<HtmlVerdict> {
  await readDocumentPath(path, () => undefined)
  // One byte more than may be judged shows that the document is too long.
  return judgeHtml(await buffer(createReadStream(path, { end: maxHtmlBytes })))
}

/** What of the HTML documents among these is not shown as it is written. */
export async function htmlChanges(paths: readonly string[]): Promise<HtmlChange[]> {
  const changes: HtmlChange[] = []
  for (const path of paths.filter((each) => /^\.html?$/i.test(extname(each)))) {
    const verdict = await judgeDocument(path)
    if (!('faults' in verdict)) changes.push(...verdict.changes.map((change) => ({ document: path, ...change })))
  }
  return changes
}

export function sayChanges(changes: readonly HtmlChange[]): void {
  if (changes.length === 0) return
  say(`${paint('yellow', '!')} Not shown as it is written:`)
  for (const change of changes) say(`  ${change.document}:${describeRemark(change)}`)
}

/** The place first, as compilers write it; a fault of the letter as a whole has none. */
export function describeRemark({ what, line, column }: Remark): string {
  return line === 0 ? what : `${line}:${column}  ${what}`
}
