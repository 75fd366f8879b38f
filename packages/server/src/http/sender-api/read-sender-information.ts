import { MailError, type SenderInformation, senderInformation } from '@brevdue/protocol'
import { describeSender, type SenderNamed } from '../../operations/describe-sender.ts'
import { type Call, type Endpoint, readNoBody, versionToAnswer, xmlAnswer } from './endpoint.ts'

/** GET /sender-information/{sender-id} or ?org_id=…&part_id=…: whether and how one may send for it (protocol 1.3). */
export const readSenderInformation: Endpoint = async (call) => {
  await readNoBody(call)
  const version = versionToAnswer(call.request)
  const { store, caller, deps } = call
  const { maxBodyBytes } = deps.config.limits
  const found = await describeSender({ store, maxBodyBytes }, caller.account, namedBy(call))
  return xmlAnswer(senderInformation, version, version === 'v6' ? withoutParameters(found) : found)
}

/** In v6 a feature has a name only. */
function withoutParameters(information: SenderInformation): SenderInformation {
  const { supportedFeatures, ...rest } = information
  if (supportedFeatures === undefined) return rest
  return { ...rest, supportedFeatures: { feature: supportedFeatures.feature.map(({ value }) => ({ value })) } }
}

function namedBy({ params, request }: Call): SenderNamed {
  const id = params['id']
  if (id !== undefined) {
    if (/^[1-9]\d{0,17}$/.test(id)) return { id }
    throw new MailError('INVALID_QUERY_PARAMETER', 'The last piece of the path must be a sender id in decimal digits.')
  }
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const number = query.get('org_id') ?? ''
  if (!/^\w{1,35}$/.test(number)) {
    throw new MailError(
      'INVALID_QUERY_PARAMETER',
      'Name the sender: a sender id at the end of the path, or org_id=<organisation number> and perhaps part_id.',
    )
  }
  const partId = query.get('part_id') ?? ''
  if (partId.length > 100 || /\p{Cc}/u.test(partId)) {
    throw new MailError(
      'INVALID_QUERY_PARAMETER',
      'part_id must have at most 100 characters, none of them a control character.',
    )
  }
  // One official client always sends part_id, empty when there is none (3.19).
  return { number, partId: partId || undefined }
}
