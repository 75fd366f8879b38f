/** A part of a paragraph of fixtures/numbers/letters.json, with what its place or a line through it says. */
export type Written =
  | string
  | { raised: string }
  | { lowered: string }
  | { struck: string }
  | { spaced: string }
  | { fraction: [string, string] }
export type Block = { heading: string } | { paragraph: Written[] } | { table: string[][] }
export interface Letter {
  lang: string
  blocks: Block[]
}

const style = `body { font: 11pt/1.5 sans-serif } section + section { break-before: page } .spaced { letter-spacing: .2em }
td, th { border: 1px solid #777; padding: 3px 10px } td + td { text-align: right } table { border-collapse: collapse }`

/** The letters as a page of HTML, each on a sheet of its own. */
export function lettersHtml(letters: readonly Letter[]): string {
  const sheets = letters.map(
    ({ lang, blocks }) => `<section lang="${lang}">${blocks.map(blockHtml).join('')}</section>`,
  )
  return `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Brev</title><style>${style}</style>${sheets.join('')}</html>`
}

function blockHtml(block: Block): string {
  if ('heading' in block) return `<h1>${block.heading}</h1>`
  if ('paragraph' in block) return `<p>${block.paragraph.map(writtenHtml).join('')}</p>`
  const rows = block.table.map((row, at) => {
    const tag = at === 0 ? 'th' : 'td'
    return `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  })
  return `<table>${rows.join('')}</table>`
}

function writtenHtml(part: Written): string {
  if (typeof part === 'string') return part
  if ('raised' in part) return `<sup>${part.raised}</sup>`
  if ('lowered' in part) return `<sub>${part.lowered}</sub>`
  if ('struck' in part) return `<s>${part.struck}</s>`
  if ('spaced' in part) return `<span class="spaced">${part.spaced}</span>`
  return `<sup>${part.fraction[0]}</sup>\u2044<sub>${part.fraction[1]}</sub>`
}
