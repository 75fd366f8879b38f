import type { RouteWords } from './words.ts'

const throttled = 'TOO_MANY_ATTEMPTS' as const
const guessed = ['NOT_ACCEPTED', throttled] as const
const shown = [...guessed, 'PASSKEY_EXPIRED', 'PASSKEY_UNVERIFIED'] as const
const lookAlike = 'Whatever is wrong, and whether or not there is such a person, the answer is the same.'
const changing = 'Takes a passkey shown a short while ago, or an activation or recovery under way; else FORBIDDEN.'

export const builtInWords: RouteWords = {
  'POST /api/sign-in/passkey/options': {
    tag: 'Sign-in',
    summary: 'Begin with a passkey',
    description: 'With `confirm` for whoever is signed in already and shows the passkey again.',
    problems: ['SIGNED_OUT', throttled],
  },
  'POST /api/sign-in/passkey': {
    tag: 'Sign-in',
    summary: 'Sign in with a passkey',
    description: lookAlike,
    problems: ['SIGNED_OUT', ...shown],
  },
  'POST /api/sign-in/password': {
    tag: 'Sign-in',
    summary: 'Begin with address and password',
    description: `A link and a code go by e-mail if and only if both are right. ${lookAlike}`,
    answers: { 202: 'Started, whoever asked.' },
    problems: guessed,
  },
  'POST /api/sign-in/email': {
    tag: 'Sign-in',
    summary: 'Finish with the code from the e-mail',
    description: `Only in the browser that began. ${lookAlike}`,
    problems: guessed,
  },
  'POST /api/recovery': {
    tag: 'Sign-in',
    summary: 'Begin without the passkey: address, password and a recovery code',
    description: lookAlike,
    answers: { 202: 'Started, whoever asked.' },
    problems: guessed,
  },
  'POST /api/activation': {
    tag: 'Sign-in',
    summary: 'Use the operator’s one-time code',
    description: 'Opens a session that can set up ways to sign in and read nothing.',
    problems: guessed,
  },
  'POST /api/activation/finish': {
    tag: 'Sign-in',
    summary: 'Make the activation or recovery an ordinary session',
    description: 'FORBIDDEN with status 409 while nothing has been set up.',
  },
  'GET /api/sign-in-methods': { tag: 'Sign-in methods', summary: 'The ways to sign in that are set up' },
  'POST /api/sign-in-methods/passkeys/options': {
    tag: 'Sign-in methods',
    summary: 'Begin to add a passkey',
    description: changing,
    problems: [throttled],
  },
  'POST /api/sign-in-methods/passkeys': {
    tag: 'Sign-in methods',
    summary: 'Add a passkey',
    description: changing,
    problems: [...shown, 'TOO_MANY_PASSKEYS'],
  },
  'POST /api/sign-in-methods/passkeys/:passkeyId/remove': {
    tag: 'Sign-in methods',
    summary: 'Remove a passkey',
    description: `${changing} Also FORBIDDEN, with status 409, for the last way in.`,
  },
  'POST /api/sign-in-methods/password': {
    tag: 'Sign-in methods',
    summary: 'Propose an address and a password',
    description: `A code goes to the address. ${changing}`,
    answers: { 202: 'The code is on its way.' },
    problems: [throttled],
  },
  'POST /api/sign-in-methods/password/confirm': {
    tag: 'Sign-in methods',
    summary: 'Confirm the address with the code',
    description: `${changing} Also FORBIDDEN, with status 409, when another mailbox has that address.`,
    problems: guessed,
  },
  'POST /api/sign-in-methods/recovery-codes': {
    tag: 'Sign-in methods',
    summary: 'Make recovery codes',
    description: `Shown once; earlier ones end. ${changing}`,
    problems: [throttled],
  },
}
