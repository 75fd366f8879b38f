export {
  type ErrorActor,
  type ErrorCode,
  type ErrorRule,
  type ErrorType,
  errorCodes,
  isErrorCode,
} from './error-codes.ts'
export { MailError } from './mail-error.ts'
