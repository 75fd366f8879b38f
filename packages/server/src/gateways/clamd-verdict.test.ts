import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readVerdict } from './clamd-verdict.ts'

const reasonOf = (answer: string): string | undefined => {
  const verdict = readVerdict(answer)
  return verdict?.kind === 'withheld' ? verdict.reason : verdict?.kind
}

test('answers of clamd: limits, encryption and policies are not called malware', () => {
  const answers: Record<string, string> = {
    'stream: OK': 'clean',
    'INSTREAM size limit exceeded. ERROR': 'over-limit',
    'stream: Heuristics.Limits.Exceeded FOUND': 'over-limit',
    'stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND': 'over-limit',
    'stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND': 'over-limit',
    'stream: Heuristics.Email.ExceedsMax.HTML FOUND': 'over-limit',
    'stream: (null) FOUND': 'over-limit',
    'stream:  FOUND': 'over-limit',
    'stream: Heuristics.Encrypted.PDF FOUND': 'encrypted',
    'stream: Heuristics.Encrypted.Zip FOUND': 'encrypted',
    'stream: Heuristics.Encrypted.Doc FOUND': 'encrypted',
    'stream: Heuristics.OLE2.ContainsMacros.VBA FOUND': 'policy',
    'stream: Heuristics.Broken.Media.JPEG.JFIFmarkerBadPosition FOUND': 'policy',
    'stream: Heuristics.Structured.SSN FOUND': 'policy',
    'stream: Heuristics.Structured.CreditCardNumber FOUND': 'policy',
    'stream: Heuristics.Phishing.Email.SpoofedDomain FOUND': 'policy',
    'stream: PUA.Pdf.Trojan.EmbeddedJavaScript-1 FOUND': 'policy',
    'stream: Heuristics.Exploit.CVE-2014-0000 FOUND': 'malware',
    'stream: Win.Test.EICAR_HDB-1 FOUND': 'malware',
    'stream: {HEX}Some.Name.1.UNOFFICIAL FOUND': 'malware',
    'stream: Win.Limits.Exceeded FOUND': 'malware',
  }
  for (const [answer, reason] of Object.entries(answers)) assert.equal(reasonOf(answer), reason, answer)
})

test('answers that say nothing of the document are no verdict', () => {
  for (const answer of [
    '',
    'OK',
    'stream:OK',
    "stream: Can't allocate memory ERROR",
    'FOUND',
    'COMMAND READ TIMED OUT',
  ]) {
    assert.equal(readVerdict(answer), undefined, answer)
  }
})
