import { identification, identificationResult } from '@brevdue/protocol'
import { identifyRecipient as identify } from '../../operations/identify-recipient.ts'
import { type Endpoint, readXmlBody, versionToAnswer, xmlAnswer } from './endpoint.ts'

/** POST /identification: whether a recipient has a mailbox (protocol 3.6, 6.8). */
export const identifyRecipient: Endpoint = async (call) => {
  const { store, caller } = call
  const { version, value } = await readXmlBody(call, identification)
  const answered = versionToAnswer(call.request, version)
  return xmlAnswer(identificationResult, answered, await identify({ store }, caller.account, value))
}
