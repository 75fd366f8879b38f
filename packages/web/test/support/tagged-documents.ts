/** What senders write, in the forms that break text views: printed to tagged PDFs by the tests. */
const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs='

const page = (lang: string, body: string, style = ''): string =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Brev</title><style>body{font:11pt/1.5 sans-serif}
table{border-collapse:collapse}td,th{border:1px solid #777;padding:3px 8px;text-align:left}.next{break-before:page}${style}
</style>${body}</html>`

const longParagraph = 'Vi viser til søknaden din av 3. mars og til samtalen vi hadde. '.repeat(12)

const manyRows = Array.from(
  { length: 60 },
  (_, at) => `<tr><th scope="row">Måned ${at + 1}</th><td>${at + 1} 250,00</td></tr>`,
)

export const taggedDocuments: Readonly<Record<string, string>> = {
  headings: page(
    'nb',
    `<h1>Vedtak</h1><p>${longParagraph}</p><h3>Hopper over en</h3><p>Tekst</p><h2>Tilbake</h2><h4>Dypt</h4><h1>Nytt</h1>`,
  ),
  lists: page(
    'nn',
    `<h2>Slik gjer du</h2><ol start="3"><li>Skriv klaga.<li>Send ho til oss.<ul><li>I posten<li>På nett<ul><li>Med BankID</ul></ul></ol>
<ul><li>Eitt punkt med ${longParagraph}</li></ul><ol type="a"><li>Alfa<li>Beta</ol><dl><dt>Frist</dt><dd>Tre veker</dd></dl>`,
  ),
  table: page(
    'nb',
    `<table><caption>Slik har vi regnet</caption><thead><tr><th>Post</th><th colspan="2">Beløp</th></tr></thead><tbody>
<tr><th scope="row">Full pris</th><td>2 000,00</td><td>kr</td></tr><tr><th scope="row" rowspan="2">Rabatt</th><td>−751,00</td><td>kr</td></tr>
<tr><td>12,5 %</td><td></td></tr></tbody></table><p>Sum: 1 249,00 kr</p>`,
  ),
  'a table over pages': page(
    'nb',
    `<table><thead><tr><th>Måned</th><th>Beløp</th></tr></thead>${manyRows.join('')}</table>`,
  ),
  'empty cells': page(
    'nb',
    `<table><tr><th></th><th>2025</th><th>2026</th></tr><tr><th scope="row">Barnehage</th><td>1 000</td><td>2 000</td></tr>
<tr><th scope="row">SFO</th><td></td><td>300</td></tr><tr><th scope="row">Kulturskole</th><td>40</td><td></td></tr></table>`,
  ),
  figures: page(
    'nb',
    `<p>Før <img width=9 height=9 alt="hake" src="${pixel}"> etter</p><figure><img width=40 height=40 alt="Kart over veien" src="${pixel}">
<figcaption>Veien stenges her</figcaption></figure><img width=20 height=20 alt="" src="${pixel}">`,
  ),
  languages: page(
    'en',
    `<h1>Your decision</h1><p>The Norwegian word <i lang="nb">vedtak</i> means decision.</p><p lang="se">Dearvvuođat Guovdageainnus</p>
<blockquote lang="nn">Vi har gjort eit vedtak.</blockquote><p lang="de">Straße, Größe</p>`,
  ),
  links: page(
    'nb',
    `<p>Se <a href="https://www.fjellvik.example/klage?sak=1">hvordan du klager</a>, eller <a href="mailto:post@fjellvik.example">skriv</a>.
Les <a href="#side2">vedlegget</a>.</p><h2 id="side2" class="next">Vedlegg</h2><p><a href="https://fjellvik.example">fjellvik.example</a></p>`,
  ),
  addresses: page(
    'nb',
    `<div class="top"><div>Fjellvik kommune<br>Rådhusgata 1<br>0001 Fjellvik</div><div>20. november 2026<br>Vår ref. 2026/1234</div></div>
<p>Kari Nordmann<br>Prøveveien 1<br>0123 Oslo</p><p>${longParagraph}</p><p>Med vennlig hilsen</p><p>Ola Nordmann<br>saksbehandler</p>`,
    '.top{display:flex;justify-content:space-between}',
  ),
  columns: page(
    'nb',
    `<h1>To spalter</h1><div class="c"><p>${longParagraph}</p><p>${longParagraph}</p></div>`,
    '.c{columns:2}',
  ),
  hyphens: page(
    'nb',
    `<p style="width:110px">foreldrebetalings&shy;moderasjonsordningens saksbehandlings&shy;tid, e-post og 2026-11-23, office, ﬁnt</p>
<p style="text-align:justify">${longParagraph}</p><p style="letter-spacing:4px">VEDTAK</p>`,
  ),
  code: page(
    'nb',
    '<pre><code>KID 0012 3456 789\nkonto 1234 56 78903</code></pre><p>KID: <code>00123456789</code>, <b>1&nbsp;249</b>,50<sup>1</sup> kr</p>',
  ),
  'many pages': page(
    'nb',
    Array.from(
      { length: 8 },
      (_, at) => `<h2${at > 0 ? ' class="next"' : ''}>Del ${at + 1}</h2><p>${longParagraph}</p>`,
    ).join(''),
  ),
}
