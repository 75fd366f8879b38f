import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { OutgoingDocument } from '@brevdue/client'
import { UsageError } from '../usage-error.ts'

export interface ReadDocument {
  document: OutgoingDocument
  size: number
}

/** Reads a path of the command line into a document; its bytes are read only as they are sent. */
export async function readDocumentPath(path: string, sending: (bytes: number) => void): Promise<ReadDocument> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new UsageError(`there is no ${path}`)
  if (!found.isFile()) throw new UsageError(`${path} is a folder or a device; name a document`)
  if (found.size === 0) throw new UsageError(`${path} is empty`)
  const fileType = extname(path).slice(1).toLowerCase()
  if (fileType === '') throw new UsageError(`${path} has no extension; its type is read from it, as in letter.pdf`)
  if (!(await mayRead(path))) throw new UsageError(`${path} cannot be read by this account`)
  let readings = 0
  // The first reading is for the hash; only those after it go over the wire.
  const content = (): AsyncIterable<Uint8Array> => read(path, readings++ === 0 ? () => undefined : sending)
  return { document: { subject: basename(path, extname(path)), fileType, content }, size: found.size }
}

async function mayRead(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}

async function* read(path: string, seen: (bytes: number) => void): AsyncIterable<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Uint8Array
    seen(bytes.byteLength)
    yield bytes
  }
}
