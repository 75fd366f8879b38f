import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { addAccount, addPerson } from './register.ts'
import { call, sha256 } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const vectors = new URL('../../../../../shared/protocol/vectors/', import.meta.url)
const absent = existsSync(vectors)
  ? false
  : 'LOUD NOTICE: ../shared/protocol/vectors is absent, exact client bodies are NOT tried'

/** Bodies byte for byte as the official clients and the documentation of v7 write them. */
const bodies = [
  ['multipart-java-v8.bin', 'vnd.digipost-v8+xml', 'httpclient_boundary_7f1c2f0e-3b1d-4a55-8a7c-0d3c3b6f2a10', 'v8'],
  ['multipart-dotnet-v8.bin', 'vnd.digipost-v8+xml', '4e7ac9a0-8a5c-4d5e-9b3e-c6f5c1e0d9b1', 'v8'],
  ['multipart-seed-v7-no-trailing-crlf.bin', 'vnd.digipost-v7+xml', '4e7ac9a0-8a5c-4d5e-9b3e-c6f5c1e0d9b1', 'v7'],
] as const

describe('bodies of the official clients', { skip: absent }, () => {
  for (const [name, subtype, boundary, version] of bodies) {
    describe(name, () => {
      let at: TestServer
      before(async () => {
        at = await startServer()
        await addAccount(at, { id: '9999' })
      })
      after(() => at[Symbol.asyncDispose]())

      it('is delivered', async () => {
        const body = readFileSync(new URL(name, vectors))
        const number = /<personal-identification-number>(\d+)</.exec(body.toString())?.[1] ?? ''
        await addPerson(at, { number })
        const type = `application/vnd.digipost-${version}+xml`
        const contentType = `multipart/${subtype}; boundary=${boundary}`
        const response = await call(at, {
          method: 'POST',
          path: '/messages',
          as: '9999',
          body,
          contentType,
          accept: type,
        })
        assert.equal(response.status, 200, response.text)
        assert.equal(response.headers['content-type'], type)
        assert.equal(response.element('sender-id'), '9999')
        assert.equal(response.element('content-hash'), sha256('Hello'))
      })
    })
  }
})
