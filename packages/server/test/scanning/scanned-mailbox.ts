import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { BrevdueClient, type OutgoingMessage } from '@brevdue/client'
import type { AuthenticationLevel } from '../../src/domain/access.ts'
import type { Letter, ScanState } from '../../src/http/mailbox-api/contract.ts'
import type { Database } from '../../src/store/database.ts'
import { aPerson, aSender, type TestPerson, type TestSender } from '../../src/testing/index.ts'
import { TestBrowser } from '../mailbox-api/test-browser.ts'

type Owned = Parameters<typeof aPerson>[0] & { db: Database }

/** Somebody who sends, and somebody who reads. */
export interface Pair {
  sender: TestSender
  person: TestPerson
}

export async function aPair(server: Owned): Promise<Pair> {
  return { sender: await aSender(server), person: await aPerson(server) }
}

export async function send(url: string, { sender, person }: Pair, message: Omit<OutgoingMessage, 'recipient'>) {
  const client = new BrevdueClient({ url, brokerId: sender.id, key: sender.privateKeyPem, attempts: 1 })
  const recipient = { personalIdentificationNumber: person.personalIdentificationNumber }
  const delivery = await client.send({ ...message, recipient })
  client.close()
  assert.equal(delivery.status, 'DELIVERED')
}

export async function reader(url: string, { person }: Pair, level: AuthenticationLevel = 'PASSWORD') {
  const browser = new TestBrowser({ url })
  await browser.signIn({ personId: person.recipientId, mailboxId: person.mailboxId ?? '', name: person.name }, level)
  return browser
}

/** The newest letter. */
export async function newest(browser: TestBrowser): Promise<Letter & { letterId: string; documentIds: string[] }> {
  const letterId = (await browser.list()).letters[0]?.id ?? ''
  const letter = await browser.letter({ letterId, documentIds: [] })
  return { ...letter, letterId, documentIds: letter.documents.map(({ id }) => id) }
}

/** Looks again and again, with no limit of its own: the test's is the one that counts. */
export async function until<T>(look: () => Promise<T>, enough: (seen: T) => boolean): Promise<T> {
  let seen = await look()
  while (!enough(seen)) {
    await pause(25)
    seen = await look()
  }
  return seen
}

export const scans = ({ documents }: Letter): ScanState[] => documents.map(({ scan }) => scan)

/** The newest letter when nothing in it is being checked any more. */
export const checked = (browser: TestBrowser) =>
  until(
    () => newest(browser),
    (letter) => !scans(letter).includes('checking'),
  )
