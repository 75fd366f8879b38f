import { createCipheriv, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { createKeyring } from '../packages/server/src/keys/keyring.ts'

export interface SealFigures {
  /** Microseconds for one use, of a key object and of a Buffer, in turn in the same run. */
  key_objects: { use: string; key_object_us: number; buffer_us: number; ratio: number }[]
  /** Microseconds of the processor for all that is encrypted of a letter with one document. */
  letter_us: number
  /** Milliseconds of the processor to open the prepared texts of a mailbox, 1.6 kB each. */
  search_ms: { letters: number; ms: number }[]
  /** Recipients sealed a second: profile, three hashes and two numbers. */
  recipients_per_second: number
}

/** What encryption at rest costs, alone on one core. */
export function measureSealing(): SealFigures {
  return {
    key_objects: [
      compare('createHmac', (key) => createHmac('sha256', key).update('text').digest()),
      compare('createCipheriv', (key) => {
        const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12))
        cipher.update('text')
        cipher.final()
      }),
    ],
    letter_us: round(microseconds(20_000, sealLetter)),
    search_ms: [200, 5_000].map((letters) => ({ letters, ms: round((search(letters) * letters) / 1000) })),
    recipients_per_second: Math.round(1e6 / microseconds(10_000, sealRecipient)),
  }
}

const keyring = createKeyring(randomBytes(32))
const dataKey = createSecretKey(randomBytes(32))
const mailbox = '0190a0c0-0000-7000-8000-000000000001'

function sealLetter(number: number): void {
  const seal = keyring.row({ table: 'document', id: `${number}`, owner: mailbox })
  seal.wrap('wrapped_key', dataKey)
  seal.seal('heading_encrypted', '{"subject":"Vedtak om barnehageplass","kind":null,"action":null,"amount":null}')
  seal.seal('content_hash_encrypted', 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=')
}

function sealRecipient(number: number): void {
  const seal = keyring.row({ table: 'recipient', id: `${number}` })
  seal.seal('profile_encrypted', JSON.stringify({ name: 'Kari Nordmann', addressLine1: 'Storgata 1', city: 'Oslo' }))
  for (const column of ['identity_encrypted', 'bank_account_encrypted']) seal.seal(column, '12345678901')
  for (const purpose of ['digipost address', 'name and postal code', 'name and birth date'] as const)
    keyring.hashFor(purpose, 'kari nordmann 0155')
  for (const purpose of ['national identity number', 'bank account'] as const) keyring.hashFor(purpose, '12345678901')
}

function search(letters: number): number {
  const text = 'skoleskyss '.repeat(146)
  const sealed = Array.from({ length: letters }, (_, number) => {
    const row = { table: 'document', id: `${number}`, owner: mailbox }
    return { row, bytes: keyring.row(row).seal('prepared_text', text) }
  })
  return microseconds(letters, (number) => {
    const one = sealed[number]
    const opened = one === undefined ? '' : keyring.row(one.row).open('prepared_text', one.bytes)
    if (!opened.includes('skyss')) throw new Error('our own text is not there')
  })
}

function compare(use: string, work: (key: KeyObject | Buffer) => void): SealFigures['key_objects'][number] {
  const bytes = randomBytes(32)
  const key = createSecretKey(bytes)
  const rounds = Array.from({ length: 6 }, () => [
    microseconds(20_000, () => work(key)),
    microseconds(20_000, () => work(bytes)),
  ]).slice(1) // the first warms up
  const median = (index: number) => rounds.map((round) => round[index] ?? 0).sort((a, b) => a - b)[2] ?? 0
  const [object, buffer] = [median(0), median(1)]
  return { use, key_object_us: round(object), buffer_us: round(buffer), ratio: round(buffer / object) }
}

/** Of the processor, which a busy machine gives to others in between. */
function microseconds(times: number, work: (number: number) => void): number {
  const started = process.cpuUsage()
  for (let number = 0; number < times; number += 1) work(number)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / times
}

const round = (value: number): number => Math.round(value * 100) / 100
