import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examineHtml } from './examine-html.ts'

const view = (html: string): string => new TextDecoder().decode(examineHtml(Buffer.from(html)).view)
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
  assert.match(shown, /^<!doctype html>\n<html lang="nb"><head><style>@layer important,base,letter;/)
  assert.match(shown, /<\/style><meta charset="utf-8"><title>Brev &amp; hilsen<\/title><meta name="viewport"/)
  assert.match(shown, /<h1 class="big style-1">Hei, Kari<\/h1>/)
  assert.match(shown, /<td colspan="2" class="style-1">/)
  assert.match(shown, /\.style-1\{color:red;margin-left:2px\}/)
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
  assert.match(view('Hei <b>du'), /^<html><head>.*<body>Hei <b>du<\/b><\/body><\/html>$/s)
  assert.match(view(''), /<body><\/body>/)
  assert.match(view('<pre>\n\na</pre>'), /<pre>\n\na<\/pre>/)
})

test('line ends are those a browser would make of them', () => {
  const shown = view('<style>p {\r\n color: red;\r}</style><p style="color:&#13;red;&#10;margin:0">a</p>')
  assert.doesNotMatch(shown, /\r/)
  assert.match(shown, /\.style-1\{color:red;margin:0\}/)
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

const changesOf = (html: string): string[] => examineHtml(Buffer.from(html)).changes.map(({ what }) => what)

test('a bad part beside a good one is left out, and reported with its place', () => {
  const { changes } = examineHtml(Buffer.from('<p>a</p>\n<p style="position: fixed; color: red">b</p>'))
  assert.deepEqual(changes, [{ what: 'attribute style of <p>: "position: fixed" is left out', line: 2, column: 4 }])
  assert.match(view('<p style="position: fixed; color: red">b</p>'), /\.style-1\{color:red\}/)
  assert.deepEqual(changesOf('<p style="/* a */ color: /**/ RED">b</p>'), [])
  assert.match(view('<p style="/* a */ color: /**/ RED">b</p>'), /\.style-1\{color:red\}/)
})

test('what is shown otherwise than it was written is reported, and what is only written otherwise is not', () => {
  for (const html of [
    '<a href="x" target="_self">a</a>',
    '<a href="https://example.no/" rel="external">a</a>',
    '<a href="vei.html">a</a>',
    '<table background="b.png"><tr><td>a</td></tr></table>',
    '<p title>a</p>',
    '<p id="a" id="b">a</p>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><p>a</p>',
    '<p>a</p><!-- b',
    '<p>a<![CDATA[b]]></p>',
  ]) {
    assert.ok(changesOf(html).length > 0, html)
  }
  for (const html of [
    '<!DOCTYPE html><P CLASS=a>a &euro; &#8364;<BR/></p><!-- b -->',
    '<a href=" https://example.no/a b " target="_blank">a</a>',
    '<td nowrap style="COLOR:RED;font-family:Arial, \'Open Sans\'">a</td>',
    '<a href="#del">a</a>',
  ]) {
    assert.deepEqual(changesOf(html), [], html)
  }
})

test('no more than a hundred changes are kept', () => {
  assert.equal(changesOf('<a href="x">a</a>'.repeat(2000)).length, 100)
})

test('words that browsers show stay: references of old Windows programs, --!>, <%, signs without a place', () => {
  const shown = view('<p>100 &#128; &#150; <!-- a --!>b <%= c %> &#0; d\fe</p>')
  assert.match(shown, /<p>100 € – b &lt;%= c %&gt; \ufffd d\fe<\/p>/)
})

test('control characters and noncharacters vanish, in text, in attributes and in tags', () => {
  assert.match(view('<p id="a\u0000b">c\u0001d&#2;e\uffff</p>'), /<p id="ab">cde<\/p>/)
  assert.match(refusal('<scr\u0000ipt>a</scr\u0000ipt>'), /<script>/)
})

test('bytes that are not UTF-8 refuse the letter, and the message says what they look like', () => {
  const messageOf = (bytes: Uint8Array): string => {
    try {
      examineHtml(bytes)
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }
  assert.match(messageOf(Buffer.from('<p>Kjære</p>', 'latin1')), /it is not UTF-8: save it as UTF-8/)
  assert.match(messageOf(Buffer.from('\ufeff<p>Kjære</p>', 'utf16le')), /not UTF-8 but UTF-16/)
  assert.match(view('\ufeff<p>Kjære</p>'), /<body><p>Kjære/)
})

test('what is important in a style attribute stays stronger than what is important in a style element', () => {
  const shown = view('<style>p { color: red !important; }</style><p style="color:blue !important;margin:0">a</p>')
  assert.match(shown, /@layer important,base,letter;\n@layer important\{\.style-1\{color:blue !important\}\}/)
  assert.match(shown, /\n\.style-1\{margin:0\}/)
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
  '<meta http-equiv="refresh" content="0; url=x">',
  '<base href="https://x.example/">',
  '<font color="Red">a</font>',
  '<p lang="nb-NO">a</p>',
  '<p style="position:fixed">a</p>',
  '<p style="display:none">a</p>',
  '<p style="background:url(x)">a</p>',
  '<p style="background:\\75rl(x)">a</p>',
  '<p style="width:expression(1)">a</p>',
  '<p style="background:image-set(&quot;x&quot;)">a</p>',
  '<style>p { color: red }</style>',
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
  '<a rel="next">a</a>',
  '<p style="">a</p>',
  '<p style="mso-bidi-font-weight:normal">a</p>',
  '<font>a</font>',
  '<img>',
  '<p/class="a">a</p>',
  '<p>a</p><p class="a>b</p>',
  '<a href="HTTPS://example.no/">a</a>',
  '<meta name="viewport" content="target-densitydpi=device-dpi">',
  '<p title="a\u00a0b">a</p>',
  '<base href="/">',
  '<style>\ufeffp { color: red; }</style>',
  '<style>p {}</style>',
  '<style>p { ; }</style>',
  '<style>p { color: red; position: fixed }</style>',
  '<style>p { color: red; x }</style>',
  '<o:p>a</o:p>',
]
for (const html of refusedHtml) {
  test(`refused: ${html}`, () => assert.match(refusal(html), /at line 1, column \d+/))
}

const acceptedHtml = [
  '<p style="font: italic 12px/1.5 Arial, \'Open Sans\' !important;;">a</p>',
  '<p style="background: linear-gradient(red, rgba(0, 0, 0, 0.5))">a</p>',
  '<style></style>',
  '<style>p { }</style>',
  '<style>p { color: red;; margin: 0 }</style>',
  '<style>p { ; color: red; padding: ; }</style>',
  '<p id>a</p>',
  '<table noresize><tr><td>a</td></tr></table>',
  '<p title="a&#1;b">a</p>',
  '<img src=" data:image/png;base64,iVBO\nRw0K ">',
  '<a href="https://example.no/{id}(1) a">a</a>',
  '<a href="x" target="_top" rel="opener">a</a>',
  '<style>\n.a:before,\n.b [lang]\n{ content: "\\201C"; width: calc(100% - 2px); color: RED !important; }\n</style>',
  '<a href="mailto:kari@example.no">a</a>',
  '<a href="/a/b?c=d">a</a>',
  '<a href=" https://example.no/blåbær ">a</a>',
  '<font size="+1" face="Arial, sans" color="#abc">a</font>',
  '<td nowrap>a',
  '<meta name="viewport" content="width=device-width, user-scalable=no">',
]
for (const html of acceptedHtml) test(`accepted: ${html}`, () => assert.equal(refusal(html), ''))

test('large and deep letters that are allowed are read in bounded time', () => {
  const started = performance.now()
  for (const html of [
    '<div>'.repeat(300) + 'a',
    '<b>'.repeat(500) + 'a',
    '<p>a</p>'.repeat(2000),
    `<p>${'ord '.repeat(1_250_000)}</p>`,
    `<img alt="a" src="data:image/png;base64,${'A'.repeat(5_000_000)}">`,
    '<p style="color:red;position:fixed">a</p>'.repeat(40_000),
    `<style>${'p{color:red;}'.repeat(400_000)}</style>`,
    `<style>p{content:${' '.repeat(1_000_000)}'a';}</style>`.repeat(4),
    `<style>p{color:red;${' ; '.repeat(1_500_000)}}</style>`,
    `<a href="https://example.no/${' '.repeat(4_000_000)}a">a</a>`,
    `<a href="${'a.'.repeat(2_000_000)}">a</a>`,
    '<a href="//a">a</a>'.repeat(49_000),
    `<p style="${'color:red;'.repeat(4_000)}">a</p>`.repeat(100),
    `<p style="color:red;${'rgb('.repeat(10_000)}">a</p>`.repeat(100),
    `<p style="color:red;${'('.repeat(40_000)}">a</p>`.repeat(100),
    `<p style="font-family:${'a '.repeat(20_000)}">a</p>`.repeat(100),
    `<p style="background:${'red,'.repeat(9_000)}">a</p>`.repeat(100),
  ]) {
    examineHtml(Buffer.from(html))
  }
  // Quadratic time would be minutes.
  assert.ok(performance.now() - started < 60_000)
})

test('hostile structure is refused before it costs', () => {
  assert.match(refusal('<div>'.repeat(1_000_000)), /nested deeper than 512/)
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
