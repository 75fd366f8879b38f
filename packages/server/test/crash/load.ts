import { Agent, request as httpRequest } from 'node:http'
import type { TestSender } from '../../src/testing/index.ts'
import { multipartBody, multipartType, part, requestHead } from '../hostile/signed-request.ts'
import { newLetter, type SentLetter, xmlOf } from './ledger.ts'

export interface Answer {
  status: number
  text: string
}

/** Sends one letter. Resolves with nothing when the connection failed, so that nobody knows. */
export function send(port: number, sender: TestSender, letter: SentLetter, agent: Agent): Promise<Answer | undefined> {
  const parts = [part('message', xmlOf(letter)), ...letter.documents.map(({ uuid, content }) => part(uuid, content))]
  const body = multipartBody(parts)
  const head = requestHead(sender, { method: 'POST', target: '/messages', contentType: multipartType, body })
  const headers = head
    .toString('latin1')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string])
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>()
  const request = httpRequest(
    { host: '127.0.0.1', port, method: 'POST', path: '/messages', headers: Object.fromEntries(headers), agent },
    (response) => {
      const { statusCode: status = 0 } = response
      // What counts is that the server has said so, not that all of its answer came through.
      if (status === 200) letter.outcome = 'acknowledged'
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      const done = () => resolve({ status, text: Buffer.concat(chunks).toString('utf8') })
      for (const event of ['end', 'close', 'error']) response.once(event, done)
    },
  )
  request.on('error', () => resolve(undefined))
  request.end(body)
  return promise
}

export interface Load {
  /** Every letter that was begun. */
  letters: SentLetter[]
  /** Answers other than 200, none of which a healthy server gives. */
  refusals: Answer[]
  /** Resolves when so many letters have been acknowledged, or when no lane goes on. */
  acknowledged(count: number): Promise<void>
  stop(): Promise<void>
}

/** Several senders that send letter after letter until they are stopped or the server is gone. */
export function startLoad(
  port: number,
  options: { sender: TestSender; recipients: readonly string[]; lanes: number; round: number },
): Load {
  const { sender, recipients, lanes, round } = options
  const agent = new Agent({ keepAlive: true, maxSockets: lanes })
  const letters: SentLetter[] = []
  const refusals: Answer[] = []
  const reached = Promise.withResolvers<void>()
  let wanted = Number.POSITIVE_INFINITY
  let acknowledged = 0
  let stopped = false
  const lane = async (first: number) => {
    for (let count = first; !stopped; count++) {
      const letter = newLetter(recipients[count % recipients.length] ?? '', round)
      letters.push(letter)
      const answer = await send(port, sender, letter, agent)
      if (answer === undefined) return
      if (answer.status !== 200) refusals.push(answer)
      else if (++acknowledged >= wanted) reached.resolve()
    }
  }
  const all = Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
  return {
    ...{ letters, refusals },
    acknowledged(count) {
      wanted = count
      if (acknowledged >= wanted) reached.resolve()
      return Promise.race([reached.promise, all.then(() => undefined)])
    },
    async stop() {
      stopped = true
      agent.destroy()
      await all
    },
  }
}
