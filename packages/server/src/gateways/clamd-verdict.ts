import type { ScanReason } from '../domain/access.ts'

/** What the scanner says of some bytes. */
export type Verdict = { kind: 'clean' } | { kind: 'withheld'; reason: ScanReason; signature: string }

/**
 * Names under which clamd reports what is no finding, by the option of clamd.conf that turns them on. The first that fits counts.
 * Sources: clamd.conf(5) of ClamAV 1.4 and the names in its library.
 */
const names: readonly (readonly [RegExp, ScanReason])[] = [
  // AlertExceedsMax: not everything was looked at. With some versions the name itself is lost.
  [/^Heuristics\.(Limits\.Exceeded|Email\.ExceedsMax)/, 'over-limit'],
  [/^(\(null\))?$/, 'over-limit'],
  // AlertEncrypted: archives, PDFs and office documents that need a password
  [/^Heuristics\.Encrypted\./, 'encrypted'],
  // AlertOLE2Macros, AlertBrokenExecutables, AlertBrokenMedia, AlertPartitionIntersection
  [/^Heuristics\.(OLE2\.ContainsMacros|Broken\.|PartitionIntersection)/, 'policy'],
  // StructuredDataDetection: national identity or card numbers, which letters are full of
  [/^Heuristics\.Structured\./, 'policy'],
  // PhishingSignatures and AlertPhishing…: an address that is shown as another one
  [/^Heuristics\.(Phishing|Safebrowsing)\./, 'policy'],
  // DetectPUA: programs that are possibly unwanted
  [/^PUA\./, 'policy'],
]

/**
 * @param answer to INSTREAM, without its NUL
 * @returns undefined when it is no verdict
 */
export function readVerdict(answer: string): Verdict | undefined {
  if (answer === 'stream: OK') return { kind: 'clean' }
  if (/size limit exceeded/i.test(answer)) return tooLarge('INSTREAM size limit exceeded')
  const signature = /^(?:stream: ?)?(.*) FOUND$/.exec(answer)?.[1]
  if (signature === undefined) return undefined
  const reason = names.find(([name]) => name.test(signature))?.[1] ?? 'malware'
  return { kind: 'withheld', reason, signature: printable(signature) }
}

export const tooLarge = (signature: string): Verdict => ({ kind: 'withheld', reason: 'over-limit', signature })

/** The scanner's own words, short and printable. */
export const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100)
