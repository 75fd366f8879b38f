import type { ProblemCode } from '../contract.ts'

/** What each code means to whoever calls, and what to do. Status and title are in `problem.ts`. */
export const problemWords: Readonly<Record<ProblemCode, string>> = {
  SIGNED_OUT: 'There is no session, or it has ended. Sign in again.',
  NOT_FOUND: 'It does not exist, is not there yet, was deleted or is somebody else’s: nobody can tell which.',
  STEP_UP_REQUIRED: 'The document asks for a stronger sign-in: `level` says which. Go to /auth/step-up.',
  RECEIPT_REQUIRED: 'The sender asks for an opening receipt first: `documentId` says for which document.',
  CHECKING: 'The operator’s malware scanner has not looked at it yet. Ask again in a few seconds.',
  WITHHELD:
    'The malware scanner did not pass it; `scanReason` of the document says why. It opens if an operator releases it; the other documents may open.',
  CONTENT_LOST:
    'The bytes are missing or damaged. The fault is the operator’s, who is told of it; a backup may bring them back.',
  INVALID_REQUEST:
    'The request breaks its schema: `detail` names the field and the rule. Status 413 when it is too large.',
  FORBIDDEN:
    'The request does not come from the mailbox’s own page, or this session may not do it: `detail` says which.',
  NOT_IN_BIN: 'A letter in the list does not lie in the bin. Nothing was deleted.',
  TOO_MANY_ATTEMPTS: 'Too much was tried or asked for. Try again after `retryAfter` seconds, as Retry-After says too.',
  NOT_ACCEPTED: 'What was shown to sign in is not right. What about it is wrong is not told.',
  PASSKEY_EXPIRED: 'The challenge was used, has expired or was given to another browser. Ask for a new one.',
  PASSKEY_UNVERIFIED: 'The authenticator did not verify its user (PIN, fingerprint, face). Use one that does.',
  TOO_MANY_PASSKEYS: 'A mailbox has at most 20 passkeys. Remove one first.',
  NOT_GENUINE:
    'What is stored was changed, or belongs to another letter. Nothing of it is shown. Quote `reference` to the operator.',
  UNAVAILABLE:
    'The database or the storage of the service is away or full: `detail` says which. Try again after `retryAfter` seconds.',
  SERVER_ERROR: 'The fault is ours. Quote `reference` to the operator.',
}
