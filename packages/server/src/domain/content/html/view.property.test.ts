import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DefaultTreeAdapterMap, html as htmlNames, parse } from 'parse5'
import { attributeRule } from './attributes.ts'
import { allowedElements } from './elements.ts'
import { examineHtml } from './examine-html.ts'
import { styleElementFault } from './style-element.ts'
import { renderView } from './view.ts'

type Node = DefaultTreeAdapterMap['node']

/** Reads a view as a browser would and returns everything in it that could act, fetch or hide. */
function dangersOf(view: string): string[] {
  const dangers: string[] = []
  const visit = (node: Node): void => {
    if (node.nodeName === '#comment') dangers.push('comment')
    if ('tagName' in node) dangers.push(...dangersOfElement(node))
    if ('content' in node) dangers.push('template')
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  const document = parse(view)
  visit(document)
  const head = document.childNodes.flatMap((node) => ('childNodes' in node ? node.childNodes : []))[0]
  const first = head !== undefined && 'childNodes' in head ? head.childNodes[0] : undefined
  if (first?.nodeName !== 'style') dangers.push('no style first')
  if ((view.match(/<style/gi) ?? []).length !== 1) dangers.push('not one style')
  return dangers
}

function dangersOfElement(element: DefaultTreeAdapterMap['element']): string[] {
  const name = element.tagName
  if (element.namespaceURI !== htmlNames.NS.HTML || !allowedElements.has(name)) return [`<${name}>`]
  if (name === 'style' && element.attrs.length > 0) return ['style with attributes']
  return element.attrs.flatMap((attribute) => {
    if (attribute.name === 'rel' && attribute.value === 'noopener noreferrer nofollow') return []
    if (attribute.name === 'target' && /^_(?:self|blank)$/.test(attribute.value)) return []
    if (name === 'meta' && attribute.name === 'charset' && attribute.value === 'utf-8') return []
    const allowed = attribute.name !== 'background' && attributeRule(name, attribute.name)?.(attribute.value) === true
    return allowed ? [] : [`${name} ${attribute.name}`]
  })
}

/** The view of the letter, or undefined when it is refused; anything else thrown is a fault of ours. */
function viewOf(letter: string): string | undefined {
  try {
    return new TextDecoder().decode(examineHtml(Buffer.from(letter)).view)
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'INVALID_HTML_CONTENT', String(error))
    return undefined
  }
}

const hostile = [
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!--!><script>alert(1)</script>-->',
  '<title><!--</title><img src=x onerror=alert(1)>-->',
  '<style></style><script>alert(1)</script></style>',
  '<style>a { color: red; }</STYLE ><img src=x onerror=alert(1)>',
  '<style>a { content: "</style><script>alert(1)</script>"; }</style>',
  '<style>a { content: "\\3c /style\\3e "; }</style>',
  '<p style="color:red;--x:</style><script>alert(1)</script>">',
  '<p class="a&quot; onclick=&quot;alert(1)">',
  '<img alt="`><script>alert(1)</script>">',
  '<a href="&#1;javascript:alert(1)">a</a>',
  '<a href="vbscript:x">a</a><a href="data:text/html,x">b</a>',
  '<a href="https://x.example/\u2028javascript:alert(1)">a</a>',
  '<p/onclick=alert(1)>',
  '<p title=a onclick="alert(1)">',
  '<p title="a"onclick="alert(1)">',
  '<p "onclick="alert(1)">',
  '<img src="data:image/png;base64,&quot; onerror=&quot;alert(1)">',
  '<img src="data:image/png;base64,x" srcset="https://x.example/a">',
  '<body onload=alert(1)><body onpageshow=alert(1)>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<base href="javascript:/a/">',
  '<link rel=stylesheet href=x><object data=x><embed src=x><iframe srcdoc="<script>">',
  '<textarea></textarea><xmp></xmp><plaintext><script>',
  '<select><noembed></select><script>alert(1)</script>',
  '\u0000<scr\u0000ipt>alert(1)</script>',
  '<<script>alert(1)//<</script>',
  '<ſcript>alert(1)</ſcript><ımg src=x>',
  '<table><td><svg><foreignObject><p><style><img src=x onerror=alert(1)>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
]

test('known ways to smuggle script are refused, or shown without it', () => {
  for (const letter of hostile) {
    const view = viewOf(letter)
    if (view !== undefined) assert.deepEqual(dangersOf(view), [], letter)
  }
})

const harmless = [
  '<p>',
  '</p>',
  '<b>',
  '</b>',
  '<a href="https://example.no/">',
  '</a>',
  '<table>',
  '<tr>',
  '<td>',
  '</table>',
  '<pre>',
  '<style>p { color: red; }</style>',
  '<p style="color: blue">',
  '<title>',
  '</title>',
  '<br>',
  '</br>',
  '<img alt="a">',
  '<map>',
  '<h1>',
  '</h1>',
  '<font>',
  '<ul>',
  '<li>',
  '<dd>',
  '<center>',
  '<caption>',
  '<col>',
  '<colgroup>',
  '<head>',
  '</head>',
  '<body>',
  '</html>',
  '<!-- x -->',
  '<!--',
  '-->',
  '&lt;script&gt;',
  '&amp;lt;',
  '&quot;',
  '"',
  "'",
  '<p title="a&amp;b">',
  ' text ',
  '\n',
  '<base target="_blank">',
  '<i id="a">',
  '<nobr',
  '\u00a0',
  '</',
  '<',
  '>',
  '<!doctype html>',
]
const letters = fc.array(
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...harmless) },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  ),
  { maxLength: 30 },
)

test('whatever is mixed, an accepted letter holds only what is allowed, and its view is a letter again', () => {
  let accepted = 0
  fc.assert(
    fc.property(letters, (parts) => {
      const view = viewOf(parts.join(''))
      if (view === undefined) return
      accepted++
      assert.deepEqual(dangersOf(view), [], view)
    }),
    { numRuns: 3000 },
  )
  assert.ok(accepted > 300, `only ${accepted} of 3000 letters were accepted: the test shows too little`)
})

test('a tree that was not judged does not get into a view', () => {
  let refused = 0
  for (const letter of hostile) {
    try {
      assert.deepEqual(dangersOf(renderView(parse(letter), letter)), [], letter)
    } catch (error) {
      if (!(error as Error).message.includes('was not judged')) throw error
      refused++
    }
  }
  assert.ok(refused > hostile.length / 2)
})

test('a style element that is accepted can end neither itself nor its rules', () => {
  const value = fc.array(fc.constantFrom('red', '"', "'", '(', ')', '\\', '22 ', ' ', '"a"', '\\"', ';', '}', '/'), {
    minLength: 1,
    maxLength: 8,
  })
  let accepted = 0
  fc.assert(
    fc.property(value, (parts) => {
      const text = `p { content: ${parts.join('')}; }`
      if (styleElementFault(text) !== undefined) return
      accepted++
      assert.doesNotMatch(text, /[<>&/@]/)
      const outside = text.replace(/\\(?:[0-9a-f]{1,6} ?|.)/gi, '').replace(/"[^"]*"|'[^']*'/g, '')
      assert.doesNotMatch(outside, /["']/, text)
      assert.equal(outside.split('(').length, outside.split(')').length, text)
      assert.equal(outside.split('}').length, 2, text)
    }),
    { numRuns: 5000 },
  )
  assert.ok(accepted > 200, `only ${accepted} of 5000 styles were accepted: the test shows too little`)
})
