import { createHash, createPrivateKey, sign } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { startInstallation } from './installation.ts'
import { beginning, canonical, head, pdf, type Signer } from './letters.ts'
import { peakMemory } from './process-figures.ts'
import { round } from './throughput.ts'

const MB = 1_000_000
const closing = Buffer.from('\r\n--bench-boundary-5f1c--\r\n')

export interface Memory {
  small_mb: number
  large_mb: number
  /** Of the peaks; 1.1 is the target. */
  ratio: number
  runs: { small_mb: number; large_mb: number }[]
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Peak resident memory of the server for one letter of 1 GB against one of 1 MB, each on a server just started. */
export async function measureMemory(runs = 3): Promise<Memory> {
  const measured: Memory['runs'] = []
  for (let run = 0; run < runs; run++) {
    measured.push({ small_mb: await peakOfSending(1 * MB), large_mb: await peakOfSending(1000 * MB) })
  }
  const small = median(measured.map(({ small_mb }) => small_mb))
  const large = median(measured.map(({ large_mb }) => large_mb))
  return { small_mb: small, large_mb: large, ratio: round(large / small, 3), runs: measured }
}

async function peakOfSending(size: number): Promise<number> {
  const env = { BREVDUE_MAX_BODY_BYTES: '2000000000', BREVDUE_REQUEST_TIMEOUT: '600' }
  await using installation = await startInstallation({ env })
  const { port, sender, recipient, pid } = installation
  await sendLarge(port, { userId: sender.id, privateKeyPem: sender.privateKeyPem }, recipient, size)
  return round(peakMemory(pid) / MB)
}

/** Sends one letter whose content is never in memory at once. */
async function sendLarge(port: number, signer: Signer, recipient: string, size: number): Promise<void> {
  const begin = beginning(recipient)
  const sum = createHash('sha256').update(begin)
  for (const piece of contentOf(size)) sum.update(piece)
  const hash = sum.update(closing).digest('base64')
  const date = new Date().toUTCString()
  const signature = sign('sha256', Buffer.from(canonical(signer, date, hash)), createPrivateKey(signer.privateKeyPem))
  const length = begin.length + size + closing.length
  const socket = connect(port, '127.0.0.1')
  const answer = once(socket, 'data')
  const write = async (bytes: Buffer) => {
    if (!socket.write(bytes)) await once(socket, 'drain')
  }
  await write(head(signer, { date, hash, signature: signature.toString('base64'), length }))
  await write(begin)
  for (const piece of contentOf(size)) await write(piece)
  await write(closing)
  const [text] = (await answer) as [Buffer]
  socket.destroy()
  if (!text.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(text.toString('utf8'))
}

/** A PDF of this size, the same bytes each time it is asked for. */
function* contentOf(size: number): Generator<Buffer> {
  const piece = filler
  const ends = Buffer.from('\n%%EOF\n')
  let left = size - ends.length
  for (; left > piece.length; left -= piece.length) yield piece
  yield piece.subarray(0, left)
  yield ends
}

const filler = pdf(500_000)
