import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  multipartMediaType,
  parseMultipartType,
  versionOfAccept,
  versionOfMediaType,
  xmlMediaType,
} from './media-types.ts'

test('XML and multipart types name their version, with parameters and in any case', () => {
  assert.equal(versionOfMediaType(xmlMediaType('v7')), 'v7')
  assert.equal(versionOfMediaType('Application/VND.Digipost-V8+XML ; charset=utf-8'), 'v8')
  assert.equal(versionOfMediaType(multipartMediaType('v8')), 'v8')
  for (const type of ['', 'application/xml', 'application/vnd.digipost-v5+xml', 'text/vnd.digipost-v8+xml', ';']) {
    assert.equal(versionOfMediaType(type), undefined, type)
  }
})

test('the version to answer in', () => {
  const cases: [accept: string | undefined, version: string | undefined][] = [
    [undefined, 'v8'],
    ['', 'v8'],
    ['*/*', 'v8'],
    ['application/vnd.digipost-v6+xml', 'v6'],
    ['application/vnd.digipost-v7+xml;q=0.5, application/vnd.digipost-v8+xml;q=0.9', 'v8'],
    ['application/vnd.digipost-v7+xml, */*;q=0.1', 'v7'],
    ['application/vnd.digipost-v7+xml;q=0', undefined],
    ['text/html', undefined],
    ['application/vnd.digipost-v9+xml', undefined],
  ]
  for (const [accept, version] of cases) assert.equal(versionOfAccept(accept), version, accept)
})

test('send bodies: the subtypes the clients use, quoted and bare boundaries, further parameters', () => {
  const subtype = 'vnd.digipost-v8+xml'
  const cases: [type: string, expected: object][] = [
    ['multipart/vnd.digipost-v8+xml; boundary=a-b', { subtype, boundary: 'a-b', version: 'v8' }],
    ['Multipart/Vnd.Digipost-V8+Xml;BOUNDARY="a b"; charset=x', { subtype, boundary: 'a b', version: 'v8' }],
    [
      'multipart/mixed; charset="x;boundary=no"; boundary=yes',
      { subtype: 'mixed', boundary: 'yes', version: undefined },
    ],
    ['multipart/form-data; boundary=----x', { subtype: 'form-data', boundary: '----x', version: undefined }],
    ['multipart/mixed; boundary=first; boundary=second', { subtype: 'mixed', boundary: 'first', version: undefined }],
    ['multipart/mixed; boundary="a\\"b"', { subtype: 'mixed', boundary: 'a"b', version: undefined }],
  ]
  for (const [type, expected] of cases) assert.deepEqual(parseMultipartType(type), expected, type)
})

test('what is no usable multipart type is a problem with the request', () => {
  const types = [
    '',
    'multipart/mixed',
    'multipart/mixed; boundary=',
    'multipart/mixed; boundary="a "',
    'multipart/mixed; boundary=å',
    `multipart/mixed; boundary=${'x'.repeat(201)}`,
    'multipart/related; boundary=a',
    'application/vnd.digipost-v8+xml; boundary=a',
    'multipart/mixed; boundary="a',
  ]
  for (const type of types) assert.throws(() => parseMultipartType(type), { code: 'PROBLEM_WITH_REQUEST' }, type)
})
