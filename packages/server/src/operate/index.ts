export { addOrganisation, addPerson, type RecipientOutcome } from './add-recipient.ts'
export { addSender, type SenderInput } from './add-sender.ts'
export { type Adoption, adoptContent } from './adopt-content.ts'
export { allowBroker } from './allow-broker.ts'
export { confirmClock } from './confirm-clock.ts'
export { doctor } from './doctor/doctor.ts'
export type { Finding } from './doctor/finding.ts'
export { type InviteInput, type InviteOutcome, inviteOwner } from './invite.ts'
export { linkSubject, type SubjectLink } from './link-subject.ts'
export { type OpenStores, openStores } from './open-stores.ts'
export { InputError, OperatorError } from './operator-error.ts'
export type { Outcome } from './outcome.ts'
export { knownPermissions, permissions } from './permissions.ts'
export {
  destroyQuarantined,
  exportQuarantined,
  type QuarantinedDocument,
  readQuarantine,
  releaseFromQuarantine,
  rescanQuarantined,
  scanReasons,
  type TracedAct,
  traceDocument,
} from './quarantine.ts'
export type { OrganisationInput, PersonInput } from './recipient-input.ts'
export { revokeCertificate } from './revoke-certificate.ts'
export { readSandboxFile, type SandboxFile, sandboxFilePath } from './sandbox-file.ts'
export { refreshSandboxUrl, seedSandbox } from './seed-sandbox.ts'
export { sentMessageIds } from './sent-messages.ts'
export { sweepContent } from './sweep-content.ts'
