import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crossSiteFault } from './cross-site.ts'

const ours = { 'x-brevdue-request': '1', 'content-type': 'application/json', host: 'post.example:8282' }

const accepted: [string, Record<string, string>][] = [
  ['a program that sends no Origin', {}],
  ['our page', { origin: 'http://post.example:8282', 'sec-fetch-site': 'same-origin' }],
  ['our page through a TLS proxy', { origin: 'https://post.example:8282' }],
  ['our page under its public name', { origin: 'https://brevdue.example' }],
  ['content type with charset', { 'content-type': 'Application/JSON; charset=utf-8' }],
]
for (const [name, headers] of accepted) {
  test(`accepts ${name}`, () => {
    assert.equal(crossSiteFault({ ...ours, ...headers }, 'https://brevdue.example'), undefined)
  })
}

const refused: [string, Record<string, string | undefined>][] = [
  ['a request without our header', { 'x-brevdue-request': undefined }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a text form', { 'content-type': 'text/plain' }],
  ['a request without content type', { 'content-type': undefined }],
  ['another site by Origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ['another site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ['a name that only begins like ours', { origin: 'http://post.example:8282.evil.example' }],
  ['another port', { origin: 'http://post.example:1' }],
]
for (const [name, headers] of refused) {
  test(`refuses ${name}`, () => {
    assert.notEqual(crossSiteFault({ ...ours, ...headers }, 'https://brevdue.example'), undefined)
  })
}
