import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examineHtml } from './examine-html.ts'

const view = (html: string): string => new TextDecoder().decode(examineHtml(Buffer.from(html)))
const refusal = (html: string): string => {
  try {
    view(html)
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'INVALID_HTML_CONTENT')
    return (error as Error).message
  }
  return ''
}

test('an ordinary letter is accepted and rebuilt', () => {
  const shown = view(`<!DOCTYPE html>
<html lang="nb"><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Brev &amp; hilsen</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0"><base target="_blank">
<style type="text/css">h1 { color: #036; } .box, td:first-child { margin: 0 auto; display: flex; flex: 1 1 auto; gap: 4px; }</style></head>
<body><h1 class="big" style="color: red; margin-left:2px">Hei, Kari</h1><!-- bort -->
<p align="CENTER">Les <a href="https://example.no/a?b=1&amp;c=2">her</a>, <a href="#del">del</a> <a name="del">x</a> 2 &lt; 3 &#229;</p>
<table border="1" background="//spor.example/x"><tr><td colspan="2" style="color: red; margin-left:2px">1</td></tr></table>
<img alt='"bilde"' src="data:image/png;base64,iVBORw0KGgo="></body></html>`)
  assert.match(shown, /^<!doctype html>\n<html lang="nb"><head><style>@layer base,letter;/)
  assert.match(shown, /<\/style><meta charset="utf-8"><title>Brev &amp; hilsen<\/title><meta name="viewport"/)
  assert.match(shown, /<h1 class="big style-1">Hei, Kari<\/h1>/)
  assert.match(shown, /<td colspan="2" class="style-1">/)
  assert.match(shown, /\.style-1\{color: red;margin-left:2px\}/)
  assert.match(
    shown,
    /<a href="https:\/\/example.no\/a\?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">/,
  )
  assert.match(shown, /<a href="#del" target="_self"/)
  assert.match(shown, /<a name="del">x<\/a> 2 &lt; 3 å/)
  assert.match(shown, /alt="&quot;bilde&quot;"/)
  assert.doesNotMatch(shown, /spor\.example|bort|iso-8859|style="/)
})

test('a fragment, an empty letter and a missing doctype are letters too', () => {
  assert.match(view('Hei <b>du'), /^<html><head>.*<body>Hei <b>du<\/b><\/body><\/html>\n$/s)
  assert.match(view(''), /<body><\/body>/)
  assert.match(view('<pre>\n\na</pre>'), /<pre>\n\na<\/pre>/)
})

test('line ends are those a browser would make of them', () => {
  const shown = view('<style>p {\r\n color: red;\r}</style><p style="color:&#13;red;&#10;margin:0">a</p>')
  assert.doesNotMatch(shown, /\r/)
  assert.match(shown, /\.style-1\{color:red;margin:0\}|\.style-1\{color: red;margin:0\}/)
})

test('a class of the letter never meets one made for its style attributes', () => {
  assert.match(view('<p class="style-1">a</p><p style="color:red">b</p>'), /<p class="xstyle-1">b/)
})

test('a refusal names the first faults with line and column', () => {
  const message = refusal(
    '<p>a</p>\n  <script>1</script>\n<p onclick="x()">b</p><iframe></iframe><form></form><input><video>',
  )
  assert.match(
    message,
    /element <script> at line 2, column 3; attribute onclick of <p> at line 3, column 4; element <iframe>/,
  )
  assert.doesNotMatch(message, /video/)
})

test('tags that the HTML standard drops are judged all the same', () => {
  assert.match(refusal('<p>a<frameset><frame src="x">'), /<frameset>/)
  assert.match(refusal('<p>a<body onload="x()">'), /attribute onload of <body>/)
  assert.match(refusal('<p>a<html onclick="x()">'), /attribute onclick of <html>/)
})

const refusedHtml = [
  '<img src="http://x.example/a.png">',
  '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  '<a href="javascript:alert(1)">',
  '<a href="java&#9;script:alert(1)">',
  '<a href=" javascript&colon;alert(1)">',
  '<a href="data:text/html;base64,PHN2Zz4=">',
  '<a href="ftp://x.example/">',
  '<a target="_top" href="x">',
  '<a rel="opener" href="x">',
  '<meta http-equiv="refresh" content="0; url=x">',
  '<base href="https://x.example/">',
  '<font color="Red">a</font>',
  '<p lang="nb-NO">a</p>',
  '<p style="position:fixed">a</p>',
  '<p style="display:none">a</p>',
  '<p style="background:url(x)">a</p>',
  '<p style="background:\\75rl(x)">a</p>',
  '<p style="width:expression(1)">a</p>',
  '<p style="color:red} body{color:red">a</p>',
  '<p style="font-family:&quot;a">a</p>',
  '<p style="color:rgb(1">a</p>',
  '<p style="background:image-set(&quot;x&quot;)">a</p>',
  '<style>p { color: red }</style>',
  '<style>p { }</style>',
  '<style>p > a { color: red; }</style>',
  '<style>@import "x";</style>',
  '<style>@media print { p { color: red; } }</style>',
  '<style>p { position: fixed; }</style>',
  '<style>p { Color: red; }</style>',
  '<style>p { display: none; }</style>',
  '<style>p { color: red; } /* a */</style>',
  '<style>p { content: "\\2f\\2f x"; }</style>',
  '<style>p { content: "; }</style>',
  '<style>p { color: rgb(1; }</style>',
  '<style>p[ { color: red; }</style>',
  '<style>p { background: u\\72 l(x); }</style>',
  '<style>p { color: red\\; }</style>',
  '<p xmlns="x">',
  '<area>',
  '<o:p>a</o:p>',
]
for (const html of refusedHtml) {
  test(`refused: ${html}`, () => assert.match(refusal(html), /at line 1, column \d+/))
}

const acceptedHtml = [
  '<p style="">a</p>',
  '<p style="font: italic 12px/1.5 Arial, \'Open Sans\' !important;;">a</p>',
  '<p style="background: linear-gradient(red, rgba(0, 0, 0, 0.5))">a</p>',
  '<style></style>',
  '<style>\n.a:before,\n.b [lang]\n{ content: "\\201C"; width: calc(100% - 2px); color: RED !important; }\n</style>',
  '<a href="mailto:kari@example.no">a</a>',
  '<a href="/a/b?c=d">a</a>',
  '<a href=" https://example.no/blåbær ">a</a>',
  '<font size="+1" face="Arial, sans" color="#abc">a</font>',
  '<td nowrap>a',
  '<meta name="viewport" content="width=device-width, user-scalable=no">',
]
for (const html of acceptedHtml) test(`accepted: ${html}`, () => assert.equal(refusal(html), ''))

test('hostile structure is refused before it costs', () => {
  assert.match(refusal('<div>'.repeat(1_000_000)), /nested deeper than 200/)
  assert.match(refusal('<b>x</b>'.repeat(600_000)), /more than 50000 elements/)
  assert.match(
    refusal(`<p>${Array.from({ length: 150 }, (_, n) => `<b id=a${n}>`).join('')}</p>${'<p>x</p>'.repeat(500_000)}`),
    /elements/,
  )
  assert.match(refusal(`<p ${Array.from({ length: 400_000 }, (_, n) => `a${n}`).join(' ')}>`), /attribute a0/)
  assert.match(refusal(`<p style="${'('.repeat(4_000_000)}">`), /style/)
  assert.match(refusal(`<style>${'a{color:red;}'.repeat(300_000)}b</style>`), /not a rule/)
  assert.match(refusal(`<a href="http://${'a'.repeat(4_000_000)}'">`), /href/)
  assert.match(refusal('a'.repeat(5 * 1024 * 1024 + 1)), /5242880/)
})
