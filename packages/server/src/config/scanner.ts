import { readClamdAddress } from '../gateways/clamd-address.ts'

/** What is wrong with the address of the malware scanner. */
export function scannerProblems({ scanner }: { scanner?: string | undefined }): string[] {
  if (scanner === undefined) return []
  try {
    readClamdAddress(scanner)
    return []
  } catch (error) {
    return [`BREVDUE_SCANNER ${error instanceof Error ? error.message : 'cannot be read'}`]
  }
}
