/** Every link relation the official clients know, as the last segment of `rel` (protocol.md 3.1). */
export const relations = [
  // on the entry point
  'create_message',
  'identify_recipient',
  'identify_recipient_with_encryption_key',
  'search',
  'autocomplete',
  'document_events',
  'document_status',
  'get_sender_information',
  'get_print_encryption_certificate',
  'get_print_encryption_key',
  'get_inbox',
  'archive_documents',
  'get_archives',
  'get_archive_documents_by_referenceid',
  'get_archive_document_by_uuid',
  'create_batch',
  'get_batch',
  'create_or_activate_user_account',
  'add_tag',
  'remove_tag',
  'get_tags',
  'get_share_documents_request_state',
  'api_documentation',
  // on other resources
  'self',
  'self_update',
  'self_delete',
  'add_content',
  'add_content_and_send',
  'send',
  'add_data',
  'get_encryption_key',
  'get_document_content',
  'duplicate_document',
  'next_documents',
  'get_archive_document_content',
  'get_archive_document_content_stream',
  'delete_archive_document_by_uuid',
  'add_unique_uuid',
  'complete_batch',
  'get_shared_document_content',
  'get_shared_document_content_stream',
  'stop_sharing',
] as const

export type Relation = (typeof relations)[number]

const known: ReadonlySet<string> = new Set(relations)

/**
 * The full relation URI for the attribute `rel`.
 * @param base scheme and host of the API, with or without a slash at its end
 */
export function relationUri(base: string, relation: Relation): string {
  return `${base.endsWith('/') ? base.slice(0, -1) : base}/relations/${relation}`
}

/**
 * The relation that a `rel` names: by its last segment, whatever the host and the case, as the clients do.
 * @returns undefined for a relation we do not know, which a client has to ignore
 */
export function relationOfUri(rel: string): Relation | undefined {
  const name = rel.slice(rel.lastIndexOf('/') + 1).toLowerCase()
  return known.has(name) ? (name as Relation) : undefined
}
