import { complex, many, root, sequence } from '../../xml/complex-types.ts'
import { long, string } from '../../xml/simple-types.ts'

/** A request that the recipient share documents with the sender. */
export const shareDocumentsRequest = root(
  complex(
    'shareDocumentsRequest',
    sequence({
      'max-share-duration-seconds': long,
      purpose: string,
      'allowed-origin-organisation-numbers': many(string),
    }),
  ),
  { element: 'share-documents-request' },
)

/** The recipient has shared these documents. */
export const shareDocumentsRequestDocumentsShared = root(
  complex(
    'shareDocumentsRequestDocumentsShared',
    sequence({
      'document-ids': many(long),
    }),
  ),
  { element: 'share-documents-request-documents-shared' },
)

/** The sharing has ended. */
export const shareDocumentsRequestSharingStopped = root(complex('shareDocumentsRequestSharingStopped'), {
  element: 'share-documents-request-sharing-stopped',
})
