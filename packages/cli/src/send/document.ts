import { createReadStream, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { OutgoingDocument } from '@brevdue/client'
import { UsageError } from '../usage-error.ts'

/** Reads a path of the command line into a document; its bytes are read only as they are sent. */
export function readDocumentPath(
  path: string,
  sending: (bytes: number) => void,
): { document: OutgoingDocument; size: number } {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new UsageError(`there is no ${path}`)
  if (!found.isFile()) throw new UsageError(`${path} is a folder or a device; name a document`)
  if (found.size === 0) throw new UsageError(`${path} is empty`)
  const fileType = extname(path).slice(1).toLowerCase()
  if (fileType === '') throw new UsageError(`${path} has no extension; its type is read from it, as in letter.pdf`)
  let readings = 0
  // The first reading is for the hash; only those after it go over the wire.
  const content = (): AsyncIterable<Uint8Array> => read(path, readings++ === 0 ? () => undefined : sending)
  return { document: { subject: basename(path, extname(path)), fileType, content }, size: found.size }
}

async function* read(path: string, seen: (bytes: number) => void): AsyncIterable<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Uint8Array
    seen(bytes.byteLength)
    yield bytes
  }
}
