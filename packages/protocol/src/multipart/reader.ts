import { MailError } from '../mail-error.ts'
import { defaultMultipartLimits, type MultipartLimits } from './limits.ts'
import { type PartHeaders, parsePartHeaders } from './part-headers.ts'
import { MultipartScanner } from './scanner.ts'

export type MultipartPart = PartHeaders & {
  /** The bytes between the blank line and the delimiter, as they are. To be read once, before the next part. */
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * Reads a multipart body as a stream (protocol.md 4.2, 4.3), in memory that does not grow with it: every subtype, quoted
 * and bare file names, preamble, epilogue, a closing boundary without line end, blanks after a boundary.
 *
 * A body that was not read is passed over when the next part is asked for. The source is read to its end but never
 * closed: it belongs to the caller, who may still have to hash or drain it after a fault. Whether names are missing,
 * repeated or unknown is for the caller to judge; `requireFilename` throws the protocol's errors for missing ones.
 * @throws MailError PROBLEM_WITH_REQUEST for everything that is not multipart or goes over a limit
 */
export async function* readMultipart(
  source: AsyncIterable<Uint8Array>,
  options: { readonly boundary: string; readonly limits?: MultipartLimits },
): AsyncGenerator<MultipartPart, void, undefined> {
  const limits = { ...defaultMultipartLimits, ...options.limits }
  const scanner = new MultipartScanner(source, options.boundary)
  await skipPreamble(scanner, limits.maxPreambleBytes)
  for (let count = 1; !scanner.closed; count++) {
    if (count > limits.maxParts) {
      throw new MailError(
        'PROBLEM_WITH_REQUEST',
        `Multipart body: it has more than ${limits.maxParts} parts, the most that are taken in one request (the XML and ${limits.maxParts - 1} documents).`,
      )
    }
    const { block, hasBody } = await scanner.readHeaders(limits.maxHeaderBytes)
    const body = new PartBody(scanner, hasBody)
    yield { ...parsePartHeaders(block, limits.maxHeaders), body }
    await body.finish()
  }
  await scanner.drainEpilogue()
}

/**
 * The file name of a part, which every part must have (protocol.md 4.3).
 * @throws MailError MISSING_BODYPART_CONTENT_DISPOSITION or MISSING_BODYPART_FILENAME
 */
export function requireFilename(part: PartHeaders): string {
  if (!part.hasDisposition) {
    throw new MailError(
      'MISSING_BODYPART_CONTENT_DISPOSITION',
      'Multipart body: a part has no Content-Disposition; send attachment; filename="…" with message or the uuid.',
    )
  }
  if (part.filename === undefined) {
    throw new MailError(
      'MISSING_BODYPART_FILENAME',
      'Multipart body: a part has no filename in its Content-Disposition; it must be message or the document uuid.',
    )
  }
  return part.filename
}

async function skipPreamble(scanner: MultipartScanner, limit: number): Promise<void> {
  let bytes = 0
  for (let piece = await scanner.nextPiece(); piece !== undefined; piece = await scanner.nextPiece()) {
    bytes += piece.length
    if (bytes > limit) {
      throw new MailError(
        'PROBLEM_WITH_REQUEST',
        `Multipart body: the boundary of Content-Type does not begin a line in the first ${limit} bytes. ${scanner.advice}`,
      )
    }
  }
}

class PartBody implements AsyncIterable<Uint8Array> {
  readonly #scanner: MultipartScanner
  #open: boolean

  constructor(scanner: MultipartScanner, open: boolean) {
    this.#scanner = scanner
    this.#open = open
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (let piece = await this.#next(); piece !== undefined; piece = await this.#next()) yield piece
  }

  async finish(): Promise<void> {
    while ((await this.#next()) !== undefined);
  }

  async #next(): Promise<Buffer | undefined> {
    if (!this.#open) return undefined
    const piece = await this.#scanner.nextPiece()
    if (piece === undefined) this.#open = false
    return piece
  }
}
