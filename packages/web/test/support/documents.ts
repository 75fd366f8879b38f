import { crc32, deflateSync } from 'node:zlib'
import type { Browser } from 'playwright-core'

/** A tagged PDF with real fonts, printed by the same browser that will show it. */
export async function pdfOf(browser: Browser, html: string): Promise<Uint8Array> {
  const page = await browser.newPage()
  try {
    await page.setContent(html)
    return await page.pdf({
      format: 'A4',
      tagged: true,
      margin: { top: '20mm', bottom: '20mm', left: '22mm', right: '22mm' },
    })
  } finally {
    await page.close()
  }
}

export const decisionHtml = `<!doctype html><html lang="nb"><title>Vedtak</title>
<style>body{font:11pt/1.5 sans-serif;color:#111}h1{font-size:17pt}h2{font-size:13pt;margin-top:1.4em}
table{border-collapse:collapse}td,th{border:1px solid #777;padding:3px 10px;text-align:left}
.top{display:flex;justify-content:space-between;margin-bottom:2em}.next{break-before:page}</style>
<div class="top"><div>Fjellvik kommune<br>Rådhusgata 1, 0001 Fjellvik</div><div>20. november 2026<br>Vår ref. 2026/1234</div></div>
<p>Kari Nordmann<br>Prøveveien 1</p>
<h1>Vedtak om redusert foreldrebetaling</h1>
<p>Vi har behandlet søknaden din om redusert foreldrebetaling. Du får <b>redusert betaling</b> fra 1. desember 2026.
Søknaden gjelder barnehageplass i Solbakken barnehage.</p>
<h2>Slik har vi regnet</h2>
<table><tr><th>Post</th><th>Beløp</th></tr><tr><td>Full pris per måned</td><td>2 000 kr</td></tr>
<tr><td>Ny pris per måned</td><td>1 249 kr</td></tr></table>
<h2>Du kan klage</h2><p>Fristen for å klage er tre uker fra du fikk brevet. Slik gjør du:</p>
<ul><li>Skriv hva du vil endre.</li><li>Send klagen til <a href="https://fjellvik.example/klage">fjellvik.example/klage</a>.</li></ul>
<h1 class="next">Vedlagte regler</h1><p>Reglene står i forskrift om foreldrebetaling i barnehager, paragraf 3.</p>`

export const noticeHtml = `<!DOCTYPE html><html><head><title>Varsel</title></head><body>
<h1>Varsel om stans av vann</h1><p style="color:#15607a"><b>Torsdag 26. november kl. 09.00 til 12.00</b> er vannet stengt i Prøveveien.</p>
<p>Tapp vann på forhånd. Les mer på <a href="https://vann.example/varsel">vann.example</a>.</p>
<table border="1"><tr><th>Gate</th><th>Tid</th></tr><tr><td>Prøveveien 1–20</td><td>09.00–12.00</td></tr></table>
</body></html>`

export const plainText = 'Hei Kari!\n\nTakk for praten. Vi sees mandag kl. 08.00.\n\nHilsen\nSolbakken barnehage\n'

/** A striped PNG: real enough for the checks of its type and for the eye. */
export function stripedPng(width = 640, height = 360): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3
      const band = Math.floor(((x + y) / 80) % 2)
      rows.set(band === 0 ? [21, 96, 122] : [236, 232, 222], at)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
