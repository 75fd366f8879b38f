import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyPluginAsync } from 'fastify'
import { sql } from 'kysely'
import type { ServerDeps } from './deps.ts'

/** For load balancers: no signature, no personal data, nothing that changes anything. */
export const health: FastifyPluginAsync<{ deps: ServerDeps }> = async (app, { deps }) => {
  app.get('/health/live', async () => ({ status: 'live' }))

  app.get('/health/ready', async (_request, reply) => {
    const { ready, ...told } = await readiness()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...told })
  })

  const readiness = shared(async () => {
    const [database, content, space] = await Promise.all([
      passes(deps, 'database', () => sql`select 1`.execute(deps.db)),
      passes(deps, 'content', () => writeAndRemove(deps)),
      passes(deps, 'space', () => requireSpace(deps)),
    ])
    const checks = { database, content, space }
    const ready = Object.values(checks).every(Boolean)
    return { ready, checks, ...(await scannerDetail(deps)) }
  })
}

/** Callers at the same moment share one look: it writes to the disk, and anyone may ask. */
function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= look().finally(() => {
      running = undefined
    })
    return running
  }
}

/** Not a check: without the scanner letters are taken all the same, and wait. */
async function scannerDetail({ scanning, log }: ServerDeps): Promise<{ scanner?: object }> {
  if (scanning === undefined) return {}
  try {
    return { scanner: await scanning.health() }
  } catch (error) {
    log.error({ err: error }, 'it cannot be told how the scanner is')
    return { scanner: { answers: false } }
  }
}

/** A load balancer asks every few seconds, and takes no answer for a no. */
const patienceMs = 5_000

async function withinPatience(work: Promise<unknown>): Promise<void> {
  const late = new AbortController()
  const waited = pause(patienceMs, undefined, { signal: late.signal, ref: false })
  try {
    await Promise.race([
      work,
      waited.then(() => {
        throw new Error(`no answer within ${patienceMs / 1000} s`)
      }),
    ])
  } finally {
    late.abort()
    waited.catch(() => undefined)
    work.catch(() => undefined)
  }
}

async function passes(deps: ServerDeps, name: string, check: () => Promise<unknown>): Promise<boolean> {
  try {
    await withinPatience(check())
    return true
  } catch (error) {
    deps.log.error({ err: error, check: name }, 'a readiness check failed')
    return false
  }
}

/** The only proof that content can be stored is to store some. */
async function writeAndRemove(deps: ServerDeps): Promise<void> {
  const probe = async function* () {
    yield randomBytes(16)
  }
  await deps.content.discard([await deps.content.stage(probe())])
}

/** An ordinary letter with its part files, and what the database needs beside it. */
const roomForLetter = 4 * 1024 ** 2

async function requireSpace({ content }: ServerDeps): Promise<void> {
  const free = await content.freeBytes()
  if (free !== undefined && free < roomForLetter) {
    throw new Error(`only ${free} bytes are free where letters are stored: an ordinary letter would not fit`)
  }
}
