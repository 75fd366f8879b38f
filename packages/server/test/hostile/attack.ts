import assert from 'node:assert/strict'
import { createHash, verify, X509Certificate } from 'node:crypto'
import test, { after, before } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Bytes, type ExchangeOptions, exchange, header, type RawAnswer } from './raw-socket.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { letterTo, partsOf, request, sending } from './signed-request.ts'

const MB = 1024 * 1024

/** What a server may grow by while it is attacked: room for its garbage, and far from what the attacks send. */
const growthBytes = 160 * MB

export interface Refusal {
  status: number
  code: string
  /** What the answer is signed over. Default: `/messages`. */
  target?: string
  /** In the message. */
  says?: RegExp
}

/** One server for all attacks of a source; it must survive each and deliver a letter afterwards. */
export class Target {
  #server: ServerProcess | undefined
  #certificate: X509Certificate | undefined

  constructor(settings: Record<string, string> = {}) {
    before(async () => {
      this.#server = await startServerProcess(settings)
      this.#certificate = await publishedCertificate(this.#server)
    })
    after(async () => this.#server?.[Symbol.asyncDispose]())
  }

  get server(): ServerProcess {
    assert.ok(this.#server)
    return this.#server
  }

  get sender() {
    return this.server.sender
  }

  /** One attack: afterwards the server has not grown without bound, and a letter still arrives. */
  attack(name: string, work: () => Promise<void>): void {
    test(name, { timeout: 300_000 }, async () => {
      const before = this.server.memory()
      this.server.forgetPeak()
      await work()
      const grown = this.server.peakMemory() - before
      assert.ok(grown < growthBytes, `the server grew by ${Math.round(grown / MB)} MB`)
      await this.delivers()
    })
  }

  exchange(bytes: Bytes, options?: ExchangeOptions) {
    return exchange(this.server.port, bytes, options)
  }

  /** Sends bytes and expects one signed refusal. */
  async refuses(
    bytes: Bytes,
    refusal: Refusal,
    options?: ExchangeOptions,
  ): Promise<{ sent: number; message: string; closed: boolean }> {
    const { answers, sent, closed } = await this.exchange(bytes, options)
    const [answer] = answers
    assert.ok(answer, 'no answer came')
    return { sent, closed, message: this.assertRefusal(answer, refusal) }
  }

  /** @returns the refusal's message */
  assertRefusal(answer: RawAnswer, { status, code, target = '/messages', says }: Refusal): string {
    const text = answer.body.toString('utf8')
    const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? ''
    assert.deepEqual({ status: answer.status, code: element('error-code') }, { status, code }, text)
    assert.ok(element('error-message').length > 20, 'the refusal explains nothing')
    assert.match(header(answer.rawHeaders, 'content-type') ?? '', /^application\/vnd\.digipost-v[678]\+xml/)
    if (says) assert.match(element('error-message'), says)
    this.assertSigned(answer, target)
    return element('error-message')
  }

  /** By the certificate that the entry point publishes. */
  assertSigned(answer: RawAnswer, target: string): void {
    assert.ok(this.#certificate)
    assertSigned(answer, target, this.#certificate)
  }

  async delivers(): Promise<void> {
    const letter = letterTo(this.server.person.personalIdentificationNumber)
    const { answers } = await this.exchange(sending(this.sender, partsOf(letter)))
    assert.equal(answers[0]?.status, 200, answers[0]?.body.toString('utf8') ?? 'no answer')
    this.assertSigned(answers[0], '/messages')
    const { rows } = await this.counts(letter.messageId)
    assert.equal(rows, 1)
  }

  /** Nothing of a refused message is stored, nor waits for long to be taken back. */
  async leavesNothing(messageId: string): Promise<void> {
    for (let tries = 0; (await this.counts(messageId)).staged > 0; tries++) {
      assert.ok(tries < 1000, 'what was staged stays staged')
      await pause(50)
    }
    assert.equal((await this.counts(messageId)).rows, 0)
  }

  /** How often a message is stored, and how much content waits for a message. */
  async counts(messageId: string): Promise<{ rows: number; staged: number }> {
    const { db } = this.server
    const rows = await db
      .selectFrom('letter')
      .innerJoin('message', 'message.id', 'letter.message_id')
      .select('message.id')
      .where('message.message_id', '=', messageId)
      .execute()
    const staged = await db.selectFrom('blob').select('key').where('state', '=', 'staged').execute()
    return { rows: rows.length, staged: staged.length }
  }
}

async function publishedCertificate(server: ServerProcess): Promise<X509Certificate> {
  const { answers } = await exchange(server.port, request(server.sender, {}))
  const [answer] = answers
  const pem = /<certificate>([^<]+)<\/certificate>/.exec(answer?.body.toString('utf8') ?? '')?.[1]
  assert.ok(answer && pem, 'the entry point publishes no certificate')
  const certificate = new X509Certificate(pem.replaceAll(/&#(13|xd|xD);/g, ''))
  assertSigned(answer, '/', certificate)
  return certificate
}

/** Protocol 2.5: status, path, date and hash, in this order. */
function assertSigned(answer: RawAnswer, target: string, certificate: X509Certificate): void {
  const date = header(answer.rawHeaders, 'date') ?? ''
  assert.ok(Math.abs(Date.parse(date) - Date.now()) < 300_000, `Date: ${date}`)
  const hash = header(answer.rawHeaders, 'x-content-sha256')
  assert.equal(hash, createHash('sha256').update(answer.body).digest('base64'))
  const path = (target.split('?')[0] ?? '').toLowerCase()
  const canonical = `${answer.status}\n${path}\ndate: ${date}\nx-content-sha256: ${hash}\n`
  const signature = Buffer.from(header(answer.rawHeaders, 'x-digipost-signature') ?? '', 'base64')
  assert.ok(verify('sha256', Buffer.from(canonical), certificate.publicKey, signature), `not signed: ${canonical}`)
}
