import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cssProperties, propertySchema } from './css-schema.ts'
import { cleanStyle } from './style-attribute.ts'

const css = (style: string): string => cleanStyle(style).css

test('what is allowed is written again from tokens', () => {
  const same: Record<string, string> = {
    'COLOR : RED': 'color:red',
    'c\\6Flor:r\\65 d': 'color:red',
    'color:/* a */#ABC': 'color:#abc',
    'width:.5em;height:+010.50px': 'width:0.5em;height:10.5px',
    'width:10 px': 'width:10px',
    'color:rgb(1,2,3': 'color:rgb(1, 2, 3)',
    'font:bold 12px/1.5 Arial,"Open Sans"!important': "font:bold 12px / 1.5 Arial, 'Open Sans' !important",
    'font-family:Blåbær Sans': 'font-family:Blåbær Sans',
    'font-weight:700': 'font-weight:700',
    'left:-9999px;text-indent:-1em': 'left:-9999px;text-indent:-1em',
    '-webkit-color:red': '-webkit-color:red',
    'background:url( "data:image/png;base64,AA==" ) red': "background:url('data:image/png;base64,AA==') red",
    'background-image:linear-gradient(to right, rgba(0,0,0,.5) 10%, red)':
      'background-image:linear-gradient(to right, rgba(0, 0, 0, 0.5) 10%, red)',
    ';;color:red;;': 'color:red',
  }
  for (const [style, clean] of Object.entries(same)) assert.deepEqual(cleanStyle(style), { css: clean, dropped: [] })
})

test('a declaration, or a part of a value, that is not allowed is left out and named', () => {
  const partly: [string, string, string[]][] = [
    ['position:fixed; color:red', 'color:red', ['position:fixed']],
    ['color:red;position:fixed', 'color:red', ['position:fixed']],
    ['mso-table-lspace:0pt;border-collapse:collapse', 'border-collapse:collapse', ['mso-table-lspace:0pt']],
    ['font-style:oblique 10deg', 'font-style:oblique', ['10deg of font-style']],
    ['border:1px solid windowtext', 'border:1px solid', ['windowtext of border']],
    ['color:red}', 'color:red', ['} of color']],
    ['color:red;{', 'color:red', ['{']],
    ['width:10px\\9', 'width:10px', ['\\9 of width']],
    ['margin:0;margin:calc(1px + 2px)', 'margin:0', ['margin:calc(1px + 2px)']],
    ['color:foo(1;margin:0);padding:0', 'padding:0', ['color:foo(1;margin:0)']],
    ['*width:1px;width:2px', 'width:2px', ['*width:1px']],
    ['color:red;background:url(https://example.no/a.png)', 'color:red', ['background:url(https://example.no/a.png)']],
  ]
  for (const [style, clean, dropped] of partly) assert.deepEqual(cleanStyle(style), { css: clean, dropped }, style)
})

test('nothing is left of a style that has nothing allowed', () => {
  for (const style of [
    'position:fixed',
    'display:none',
    'color:transparent',
    'color:currentColor',
    'color:#abcd',
    'color:"red"',
    'color:r ed',
    'width:-5px',
    'margin:-1px',
    'width:calc(1px)',
    'width:var(--a)',
    'width:1e999px',
    'font-weight:950',
    'text-align:start',
    'list-style-type:"-"',
    'margin:!important',
    'font:,/',
    'background-image:linear-gradient(\\,',
    'font-weight:\\31 00',
    'background:url(a.png)',
    'background:url(data:text/html;base64,AAAA)',
    'background:url(data:image/svg+xml;base64,AAAA)',
    'background:image-set("a.png")',
    `background:url(data:image/png;base64,${'A'.repeat(1100)})`,
    'font-family:"a\\27 ;color:red"',
    'color',
    ':red',
    '@import "a"',
    'color:'.padEnd(60_000, 'a'),
    `background:${'red,'.repeat(12_000)}`,
  ]) {
    assert.equal(css(style), '', style.slice(0, 60))
  }
})

test('whatever a style attribute holds, what is kept stays one list of allowed declarations', () => {
  const piece = fc.constantFrom(
    ...['color', 'background', 'font-family', 'margin', 'x', ':', ':', ':', ';', 'red', '#abc', '1px', '-1px', '.5em'],
    ...['"', "'", '(', ')', '{', '}', '[', ']', '\\', '/', '*', '/*', '*/', '<', '</style>', '<!--', '-->', '@import '],
    ...['url(', 'url("', 'rgb(', 'expression(', 'data:image/png;base64,AA', 'https://example.no/', '!important', ','],
    ...['\\7d ', '\\27 ', '\\3c ', '\n', '\u00e5', '\u2028', '\u202e', '\ufeff', 'Arial', ' '],
  )
  const declaration = fc.constantFrom(
    ...['color:red;', 'font-family:', 'background:', 'margin:', 'border:', 'background-image:linear-gradient('],
    ...['font-family:"a";', 'background:url(data:image/png;base64,AA);', 'width:1px', 'position:fixed;', ';'],
  )
  const part = fc.oneof({ weight: 2, arbitrary: piece }, { weight: 1, arbitrary: declaration })
  let kept = 0
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const clean = css(parts.join(''))
      if (clean === '') return
      kept++
      assert.equal(css(clean), clean)
      assert.deepEqual(cleanStyle(clean).dropped, [])
      assert.doesNotMatch(clean, /[<>{}\\@*[\]"\n]|https?:|expression/)
      const outside = clean.replaceAll(/url\('data:image\/png;base64,[A-Za-z0-9+/=]+'\)/g, 'url()')
      assert.equal(outside.split('(').length, outside.split(')').length)
      for (const declaration of outside.split(';')) {
        assert.ok(propertySchema(declaration.slice(0, declaration.indexOf(':'))) !== undefined, clean)
      }
    }),
    { numRuns: 20_000 },
  )
  assert.ok(kept > 2000, `only ${kept} of 20000 styles kept something: the test shows too little`)
})

test('the properties of the whitelist are there, and position, display and filter are not', () => {
  for (const name of [
    'color',
    'margin-left',
    'border-top-left-radius',
    'page-break-inside',
    'list-style-image',
    'top',
  ]) {
    assert.ok(cssProperties.has(name), name)
  }
  for (const name of ['position', 'display', 'filter', 'float', 'content', 'z-index', 'behavior', '-moz-binding']) {
    assert.equal(propertySchema(name), undefined, name)
  }
})
