import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'
import type { WebAsset, WebBuildSource } from './web-build.ts'
import { scriptPolicy } from './web-policy.ts'

type Encoding = 'br' | 'gzip' | 'identity'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)
/**
 * The largest script takes 75 ms so, and 1.7 s at the slowest setting for a tenth fewer bytes [measured]: who asks
 * first should not wait for that. A build may bring slower-made forms along.
 */
const brotliQuality = 9

/** GET /assets/*: names hold a hash of the content, so they are kept for ever; what is not there is a plain 404. */
export const webAssets: FastifyPluginAsync<{ build: WebBuildSource }> = async (app, { build }) => {
  const encoded = new Map<string, Promise<Buffer>>()

  app.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const name = `assets/${request.params['*']}`
    const asset = (await build.current())?.assets.get(name)
    reply.header('x-content-type-options', 'nosniff')
    if (asset === undefined) {
      // Never the page instead: a script that is HTML fails in a way nobody understands.
      return reply.code(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('Not found\n')
    }
    const encoding = asset.isText ? preferredEncoding(request.headers['accept-encoding']) : 'identity'
    const key = `${encoding}:${asset.path}`
    let bytes = encoded.get(key)
    if (bytes === undefined) {
      bytes = encode(asset, encoding)
      encoded.set(key, bytes)
      bytes.catch(() => encoded.delete(key))
    }
    reply.headers({
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'content-security-policy': /\.m?js$/.test(name) ? scriptPolicy : "default-src 'none'",
      vary: 'Accept-Encoding',
    })
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.send(await bytes)
  })
}

function preferredEncoding(header: string | undefined): Encoding {
  const accepted = new Set(
    (header ?? '')
      .toLowerCase()
      .split(',')
      .filter((range) => !/;\s*q=0(?:\.0*)?\s*$/.test(range))
      .map((range) => range.split(';', 1)[0]?.trim()),
  )
  if (accepted.has('br')) return 'br'
  return accepted.has('gzip') ? 'gzip' : 'identity'
}

/** Takes the compressed form the build brought along, or makes it once. */
async function encode(asset: WebAsset, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return readFile(asset.path)
  const ready = await readFile(`${asset.path}.${encoding === 'br' ? 'br' : 'gz'}`).catch(() => undefined)
  if (ready !== undefined) return ready
  const plain = await readFile(asset.path)
  if (encoding === 'gzip') return toGzip(plain, { level: 9 })
  return toBrotli(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  })
}
