import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import { requestForms, responseCanonicalForm, verifyText } from '@brevdue/protocol'
import { answerPathOf, rememberForm } from '../../src/http/sender-api/answer-path.ts'

const folder = new URL('../../../../../shared/protocol/recordings/', import.meta.url).pathname
const absent = existsSync(folder)
  ? false
  : 'LOUD NOTICE: ../shared/protocol/recordings is absent, what the official clients signed and verified is NOT tried'

interface Message {
  headers: [name: string, value: string][]
  signed?: { over: string; canonical?: string; key?: string }
}
interface Exchange {
  request: Message & { method: string; target: string }
  response?: Message & { status: number; from?: string }
}
interface Recorded {
  cases: { operation: string; clientThrew?: unknown; exchanges: Exchange[] }[]
}

const bytesIn = (target: string) =>
  target.replace(/\\x(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
const header = ({ headers }: Message, name: string) => headers.find(([each]) => each.toLowerCase() === name)?.[1]

/** Conversations that the client itself rejected, or whose request it could not sign as it was sent. */
const isSound = (canonical: string | undefined, accepted: boolean) => canonical !== undefined && accepted

for (const client of ['java-client-7.3', 'java-client-14.7', 'java-client-18.0.1']) {
  describe(`conversations of ${client}`, { skip: absent }, () => {
    const files = absent ? [] : globSync(`${folder}${client}/*/*.json`)
    const exchanges = files.flatMap((file) => {
      const { cases = [] } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Recorded>
      return cases.flatMap(({ operation, clientThrew, exchanges: all }) =>
        all.map((exchange) => ({ ...exchange, operation, accepted: clientThrew === undefined })),
      )
    })

    it('every request verifies in one of the forms that the service tries, with the recorded signature', () => {
      let verified = 0
      for (const { request, operation, accepted } of exchanges) {
        const { canonical, over = '' } = request.signed ?? {}
        if (!isSound(canonical, accepted) || /lost|another/.test(over)) continue
        const found = formsOf(request).find((form) => form.canonical === canonical)
        assert.ok(found, `${operation}: ${request.target} signed over ${canonical}`)
        const key = request.signed?.key?.replace(' ', '-')
        const pem = `${folder}java-client-18.0.1/keys/${key}-certificate.pem`
        if (client === 'java-client-18.0.1' && existsSync(pem)) {
          const { publicKey } = new X509Certificate(readFileSync(pem))
          const signature = header(request, 'x-digipost-signature') ?? ''
          assert.ok(verifyText(found.canonical, signature, publicKey), `${operation}: ${request.target}`)
        }
        verified += 1
      }
      assert.ok(verified > 20, `only ${verified} of ${exchanges.length}`)
    })

    it('every answer that the client accepted is signed over what the service would sign', () => {
      let compared = 0
      for (const { request, response, operation, accepted } of exchanges) {
        const { canonical } = response?.signed ?? {}
        const held = formsOf(request).find((form) => form.canonical === request.signed?.canonical)
        if (response === undefined || !isSound(canonical, accepted) || held === undefined) continue
        const asked = asIncoming(request)
        rememberForm(asked, held)
        const date = header(response, 'date') ?? ''
        const contentSha256 = header(response, 'x-content-sha256')
        const signed = { status: response.status, target: bytesIn(request.target), date, contentSha256 }
        assert.equal(responseCanonicalForm(signed, answerPathOf(asked)), canonical, `${operation}: ${request.target}`)
        compared += 1
      }
      assert.ok(compared > 20, `only ${compared} of ${exchanges.length}`)
    })
  })
}

function formsOf(request: Exchange['request']) {
  const { method } = request
  const signed = {
    date: header(request, 'date') ?? '',
    userId: header(request, 'x-digipost-userid'),
    contentSha256: header(request, 'x-content-sha256'),
  }
  return requestForms({ method, target: bytesIn(request.target), headers: signed })
}

/** What the service reads of a request to choose the form of its answer. */
function asIncoming(request: Exchange['request']): IncomingMessage {
  const headers = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { headers, url: bytesIn(request.target), socket: {} } as unknown as IncomingMessage
}
