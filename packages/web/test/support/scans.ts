import type { TestServer } from '@brevdue/server/testing'

/** As the malware scanner would leave the documents with this subject; what waits, waits until it is told otherwise. */
export async function setScan(
  { db }: Pick<TestServer, 'db'>,
  subject: string,
  scan: 'waiting' | 'clean' | 'withheld',
): Promise<void> {
  await db
    .updateTable('document')
    .set({ scan, scan_due_at: scan === 'waiting' ? new Date('2100-01-01T00:00:00Z') : null })
    .where('subject', '=', subject)
    .execute()
}
