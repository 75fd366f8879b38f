import { documentsWithSubject, type TestServer } from '@brevdue/server/testing'

/** As the malware scanner would leave the documents with this subject; what waits, waits until it is told otherwise. */
export async function setScan(
  server: Pick<TestServer, 'db' | 'keyring'>,
  subject: string,
  scan: 'waiting' | 'clean' | 'withheld' | 'destroyed',
  reason: 'malware' | 'over-limit' | 'encrypted' | 'policy' = 'malware',
): Promise<void> {
  const documents = await documentsWithSubject(server, subject)
  const stopped = scan === 'withheld' || scan === 'destroyed'
  await server.db
    .updateTable('document')
    .set({
      scan,
      scan_reason: stopped ? reason : null,
      scan_due_at: scan === 'waiting' ? new Date('2100-01-01T00:00:00Z') : null,
    })
    .where(
      'id',
      'in',
      documents.map(({ id }) => id),
    )
    .execute()
}
