/** Why a PDF cannot be shown; each has its own words, and none blames what is not at fault. */
export type PdfFailure = 'DAMAGED' | 'EMPTY' | 'TOO_LARGE' | 'UNSUPPORTED' | 'ENGINE'

/** More bytes than this take a phone's browser down before a page is seen. */
export const mostBytes = 256 * 1024 * 1024

/** The program that draws PDFs could not be started, or has ended. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure'
}

/** @param error from opening with pdf.js, whose worker sends errors as their name and message */
export function whyNotOpened(error: unknown): PdfFailure {
  if (error instanceof EngineFailure) return 'ENGINE'
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
  if (name === 'TimeoutError') return 'UNSUPPORTED'
  if (/empty|no pages/i.test(message)) return 'EMPTY'
  if (name === 'RangeError' || /allocat|out of memory|array (buffer )?length|too large/i.test(message))
    return 'TOO_LARGE'
  if (/encrypt|crypt filter|security handler|password algorithm/i.test(message)) return 'UNSUPPORTED'
  return 'DAMAGED'
}
