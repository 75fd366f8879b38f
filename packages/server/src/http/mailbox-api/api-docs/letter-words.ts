import type { RouteWords } from './words.ts'

const barriers = ['STEP_UP_REQUIRED', 'CHECKING', 'WITHHELD', 'RECEIPT_REQUIRED'] as const
const toContent = [...barriers, 'CONTENT_LOST'] as const

export const letterWords: RouteWords = {
  'GET /api/letters': {
    tag: 'Letters',
    summary: 'List the letters of one place',
    description:
      'Newest first, 50 a page. The answer has an ETag: ask again with If-None-Match and it is 304 while nothing has changed. Asking does not extend the session.',
    answers: {
      200: 'One page, and how many letters are unread; 1000 means 1000 or more, since counting stops there.',
      304: 'Nothing has changed.',
    },
  },
  'GET /api/letters/:letterId': {
    tag: 'Letters',
    summary: 'Read what is around the content of a letter',
    description:
      'Opens nothing: the letter stays unread. Of a letter that is hidden at the level of the session neither sender nor subject is told.',
  },
  'GET /api/letters/:letterId/scan': {
    tag: 'Letters',
    summary: 'How far the check of a letter for malware is',
    description:
      'For a page that waits and asks every few seconds: asking does not extend the session. Where the operator has set up no scanner everything is clean.',
  },
  'POST /api/letters/:letterId/read': { tag: 'Letters', summary: 'Mark one letter as read or unread' },
  'POST /api/letters/read': {
    tag: 'Letters',
    summary: 'Mark many letters as read or unread',
    description: 'The answer names those that are there, changed or not.',
  },
  'POST /api/letters/move': {
    tag: 'Letters',
    summary: 'Move letters between inbox, archive and bin',
    description:
      'All or nothing. Locked letters move too, unseen. Letters that are not there are left out of the answer. Undo is the same call with `from` as `to`; restoring is a move from the bin to `restoresTo`.',
  },
  'POST /api/letters/delete': {
    tag: 'Letters',
    summary: 'Delete letters for good',
    description:
      'Only what lies in the bin; one letter elsewhere, and nothing is deleted. The keys to the content, the subject and what the sender told are destroyed, and links to the content stop working. Asking twice is asking once.',
    problems: ['NOT_IN_BIN'],
  },
  'POST /api/letters/:letterId/documents/:documentId/link': {
    tag: 'Content',
    summary: 'Get a link to the content of a document',
    description: 'It works once, for 30 seconds, and only with the session that asked for it.',
    problems: toContent,
  },
  'POST /api/letters/:letterId/documents/:documentId/receipt': {
    tag: 'Content',
    summary: 'Send the opening receipt that the sender asks for',
    description: 'The sender is told that the letter has been opened. Sending it twice sends it once.',
    problems: ['STEP_UP_REQUIRED', 'CHECKING', 'WITHHELD', 'CONTENT_LOST'],
  },
  'GET /api/letters/:letterId/documents/:documentId/calendar': {
    tag: 'Content',
    summary: 'Get the calendar file of an appointment, an event or a deadline',
    answers: { 200: { description: 'iCalendar (RFC 5545), to be saved.', media: ['text/calendar'] } },
    problems: barriers,
  },
  'GET /content/:token': {
    tag: 'Content',
    summary: 'Read content, once',
    description:
      'The token alone opens nothing: the session must come along, and level and receipt are looked at again. Content that is not safe to show is answered as a download. When all of it has gone out the letter is read.',
    answers: {
      200: {
        description: 'The bytes, under a content security policy of their own.',
        media: ['application/pdf', 'text/html', 'text/plain', 'image/*', 'application/octet-stream'],
      },
    },
    problems: toContent,
  },
  'HEAD /content/:token': {
    tag: 'Content',
    summary: 'Ask whether a link would work, without using it up',
    answers: { 200: 'It would.', 404: 'It would not.' },
  },
  'GET /api/letters/:letterId/activity': {
    tag: 'Activity',
    summary: 'What was done with one letter',
    description: 'The latest first, at most 200 entries, and at the end when it was received.',
  },
  'GET /api/activity': {
    tag: 'Activity',
    summary: 'What was done in the mailbox',
    description:
      'The latest first, 50 a page. Of a letter that is hidden at the level of the session only those acts are told that its row shows anyway, so a page can be shorter.',
  },
}
