import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderingOf } from './rendering.ts'

const table: [string, number, boolean, string][] = [
  ['application/pdf', 10, false, 'pdf'],
  ['Application/PDF; x=y', 10, false, 'pdf'],
  ['text/html; charset=utf-8', 10, true, 'html'],
  ['text/html', 10, false, 'download'],
  ['image/png', 10, false, 'image'],
  ['image/svg+xml', 10, false, 'download'],
  ['text/plain', 1024 * 1024, false, 'text'],
  ['text/plain', 1024 * 1024 + 1, false, 'download'],
  ['text/xml', 10, false, 'text'],
  ['application/zip', 10, false, 'download'],
  ['toString', 10, false, 'download'],
  ['', 10, false, 'download'],
]

for (const [contentType, size, hasView, expected] of table) {
  test(`${contentType || '(none)'} of ${size} bytes${hasView ? ' with a view' : ''} is shown as ${expected}`, () => {
    assert.equal(renderingOf(contentType, size, hasView), expected)
  })
}
