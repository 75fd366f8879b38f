import type { RouteWords } from './words.ts'

export const sessionWords: RouteWords = {
  'GET /api/session': {
    tag: 'Session',
    summary: 'Who is signed in, at which level, until when',
    description: 'Asking does not extend the session.',
  },
  'POST /api/session/extend': { tag: 'Session', summary: 'Start the idle time again' },
  'POST /api/sign-out': {
    tag: 'Session',
    summary: 'End this session',
    answers: {
      200: 'Signed out here; the page goes on to sign out at the provider.',
      204: 'Signed out. Also for whoever was not signed in.',
    },
  },
  'GET /api/sessions': { tag: 'Session', summary: 'Where one is signed in, this session first' },
  'POST /api/sessions/:sessionId/end': {
    tag: 'Session',
    summary: 'End one session',
    answers: { 204: 'It opens nothing any more.' },
  },
  'POST /api/sessions/end-all': {
    tag: 'Session',
    summary: 'Sign out everywhere, here too',
    answers: { 204: 'No session of this mailbox is left.' },
  },
  'GET /api/sign-in': { tag: 'Sign-in', summary: 'How one can sign in here' },
  'POST /api/sign-in': {
    tag: 'Sign-in',
    summary: 'Be somebody, at a level, without proof (sandbox only)',
    problems: ['NOT_FOUND'],
  },
  'POST /api/step-up': {
    tag: 'Sign-in',
    summary: 'Answer how the stronger sign-in went (sandbox only)',
    description: 'A level that suffices raises the session and gives it a new token; one that does not leaves it.',
  },
  'GET /auth/step-up': {
    tag: 'Sign-in',
    summary: 'Start a stronger sign-in for a letter',
    description: 'A plain link. The server picks the level and the way back.',
    answers: { 303: 'To where the stronger sign-in is done, or back to the letter when none is needed.' },
  },
  'GET /auth/oidc': {
    tag: 'Sign-in',
    summary: 'Start a sign-in at the provider',
    answers: {
      303: 'To the provider, or to /sign-in?failed=… when it cannot be reached or too many were begun from one network.',
    },
  },
  'GET /auth/oidc/callback': {
    tag: 'Sign-in',
    summary: 'Come back from the provider',
    answers: {
      200: { description: 'A page that goes on by itself.', media: ['text/html'] },
      303: 'To the mailbox, or to /sign-in?failed=….',
    },
  },
  'POST /auth/oidc/back-channel-logout': {
    tag: 'Sign-in',
    summary: 'The provider says that somebody has signed out',
    description: 'OpenID Connect Back-Channel Logout 1.0, from server to server: a form with one `logout_token`.',
    answers: {
      200: 'The sessions have ended.',
      400: { description: 'The token is not valid here.', media: ['application/json'] },
      503: { description: 'The keys of the provider cannot be had; try again.', media: ['application/json'] },
    },
  },
  'GET /auth/oidc/front-channel-logout': {
    tag: 'Sign-in',
    summary: 'The provider’s sign-out page ends a session',
    description: 'OpenID Connect Front-Channel Logout 1.0: `iss` and `sid` in the query say which one.',
    answers: { 200: { description: 'An empty page.', media: ['text/html'] } },
  },
  'GET /api/docs': {
    tag: 'Documentation',
    summary: 'This documentation, to be read',
    answers: { 200: { description: 'A page that needs no script.', media: ['text/html'] } },
  },
  'GET /api/docs/openapi.json': {
    tag: 'Documentation',
    summary: 'This documentation, to be used by programs',
    answers: { 200: { description: 'OpenAPI 3.1.', media: ['application/json'] } },
  },
  'GET /api/docs/docs.css': {
    tag: 'Documentation',
    summary: 'The style sheet of the page',
    answers: { 200: { description: 'CSS.', media: ['text/css'] } },
  },
}
