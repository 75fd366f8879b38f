import { type Entrypoint, entrypoint, type Relation, relationUri, type Version, xmlMediaType } from '@brevdue/protocol'
import { resolveSender } from '../../operations/resolve-sender.ts'
import { baseUrl } from './base-url.ts'
import { type Call, type Endpoint, readNoBody, versionToAnswer, xmlAnswer } from './endpoint.ts'
import type { Answer } from './sign-response.ts'

/** GET /: the certificate that answers are signed with, and the links, those of a sender filled in with the caller. */
export const entryPoint: Endpoint = async (call) => {
  await readNoBody(call)
  return answer(call, call.caller.account.id)
}

/** GET /{sender-id}: the same for a sender that the caller may act for. */
export const senderEntryPoint: Endpoint = async (call) => {
  await readNoBody(call)
  const sender = await resolveSender(call.store, call.caller.account, { senderId: call.params['senderId'] })
  return answer(call, sender.id)
}

function answer({ deps, request }: Call, senderId: string): Answer {
  const version = versionToAnswer(request)
  const base = baseUrl(deps.config, request)
  const value: Entrypoint = {
    certificate: deps.responseKey.certificatePem.trim(),
    link: linksFor(senderId, version).map(([relation, path]) => ({
      rel: relationUri(base, relation),
      uri: base + path,
      mediaType: xmlMediaType(version),
    })),
  }
  return xmlAnswer(entrypoint, version, value)
}

/**
 * The full set of protocol 3.1, always: official clients fail on a link that is missing, and on one that is there
 * twice. A slash at the end is part of the contract: clients put text right behind it, or a slash and text.
 */
function linksFor(senderId: string, version: Version): [Relation, string][] {
  const links: [Relation, string][] = [
    ['create_message', '/messages'],
    ['identify_recipient', '/identification'],
    ['identify_recipient_with_encryption_key', '/identification/encryption-key'],
    ['search', '/recipients/search'],
    ['autocomplete', '/recipients/suggest'],
    ['document_events', '/documents/events'],
    ['document_status', `/documents/${senderId}/status/`],
    ['get_sender_information', '/sender-information'],
    ['get_print_encryption_certificate', '/print/encryption-certificate'],
    ['get_inbox', `/${senderId}/inbox`],
    ['archive_documents', `/${senderId}/archive`],
    ['get_archives', `/${senderId}/archive`],
    ['get_archive_documents_by_referenceid', `/${senderId}/archive/documents/referenceid/`],
    ['get_archive_document_by_uuid', `/${senderId}/archive/document/uuid/`],
    ['create_batch', '/batch'],
    ['get_batch', '/batch/'],
    ['create_or_activate_user_account', `/${senderId}/user-accounts`],
    ['add_tag', '/tags/add'],
    ['remove_tag', '/tags/remove'],
    ['get_tags', '/tags'],
    ['get_share_documents_request_state', `/${senderId}/share-documents-requests/uuid/`],
  ]
  if (version !== 'v8') links.push(['get_print_encryption_key', '/print/encryption-key'])
  return links
}
