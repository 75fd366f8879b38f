import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** What one hash costs: memory 128 × blockSize × 2^logCost bytes. Kept beside each hash, so that it can grow. */
export interface ScryptCost {
  readonly logCost: number
  readonly blockSize: number
  readonly parallelism: number
}

/** OWASP's first choice for scrypt, November 2026: 128 MiB. */
export const currentCost: ScryptCost = { logCost: 17, blockSize: 8, parallelism: 1 }

const saltLength = 16
const hashLength = 32
const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/

/** @param password normalised. @returns parameters, salt and hash in one text */
export async function hashPassword(password: string, cost: ScryptCost): Promise<string> {
  const salt = randomBytes(saltLength)
  const hash = await derive(password, salt, cost)
  const { logCost, blockSize, parallelism } = cost
  const parameters = `ln=${logCost},r=${blockSize},p=${parallelism}`
  return `$scrypt$${parameters}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

/** A hash that no password has, which costs as much to check as a real one: for addresses that nobody has. */
export function decoyHash({ logCost, blockSize, parallelism }: ScryptCost): string {
  const random = (length: number): string => randomBytes(length).toString('base64url')
  return `$scrypt$ln=${logCost},r=${blockSize},p=${parallelism}$${random(saltLength)}$${random(hashLength)}`
}

/** @throws when the text is no hash that `hashPassword` has written */
export async function isPassword(password: string, hashed: string): Promise<boolean> {
  const { cost, salt, hash } = parse(hashed)
  return timingSafeEqual(await derive(password, salt, cost), hash)
}

/** Whether the hash was made with other parameters than would be used today. */
export function isOutdated(hashed: string, cost: ScryptCost): boolean {
  const { logCost, blockSize, parallelism } = parse(hashed).cost
  return logCost !== cost.logCost || blockSize !== cost.blockSize || parallelism !== cost.parallelism
}

function parse(hashed: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } {
  const match = form.exec(hashed)
  if (match === null) throw new Error('A stored password hash has an unknown form: another version wrote it')
  const [logCost = 0, blockSize = 0, parallelism = 0] = match.slice(1, 4).map(Number)
  const [salt, hash] = match.slice(4).map((text) => Buffer.from(text, 'base64url'))
  if (salt === undefined || hash?.length !== hashLength) throw new Error('A stored password hash is cut short')
  return { cost: { logCost, blockSize, parallelism }, salt, hash }
}

/** On libuv's thread pool: the event loop goes on. */
function derive(password: string, salt: Buffer, { logCost, blockSize, parallelism }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logCost
  const options = { N, r: blockSize, p: parallelism, maxmem: 256 * N * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashLength, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
