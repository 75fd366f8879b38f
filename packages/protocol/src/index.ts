export { md5Base64, sha256Base64 } from './content-hash.ts'
export * from './elements/index.ts'
export {
  type ErrorActor,
  type ErrorCode,
  type ErrorRule,
  type ErrorType,
  errorCodes,
  isErrorCode,
} from './error-codes.ts'
export { headerNames } from './headers.ts'
export { formatHttpDate, parseHttpDate } from './http-date.ts'
export { MailError } from './mail-error.ts'
export {
  type MultipartType,
  multipartMediaType,
  parseMultipartType,
  versionOfAccept,
  versionOfMediaType,
  xmlMediaType,
} from './media-types.ts'
export { defaultMultipartLimits, type MultipartLimits } from './multipart/limits.ts'
export { type MultipartPart, readMultipart, requireFilename } from './multipart/reader.ts'
export { type MultipartBody, multipartBody, type OutgoingPart } from './multipart/writer.ts'
export { checkBankAccountNumber } from './numbers/bank-account-number.ts'
export { checkKid } from './numbers/kid.ts'
export { checkOrganisationNumber } from './numbers/organisation-number.ts'
export {
  checkPersonalIdentificationNumber,
  type NumberSeries,
  type PersonalIdentificationNumberCheck,
} from './numbers/personal-identification-number.ts'
export { type Relation, relationOfUri, relations, relationUri } from './relations.ts'
export {
  type RequestForm,
  requestCanonicalForms,
  requestForms,
  responseCanonicalForm,
  responseCanonicalForms,
  type SignedHeaders,
  type SignedRequest,
  type SignedResponse,
  signatureEcho,
  signText,
  verifyText,
} from './signature.ts'
export type { PathForm } from './signed-path.ts'
export { type Edition, namespaces, type Version, versionOfNamespace, versions } from './versions.ts'
export * from './xml/index.ts'
