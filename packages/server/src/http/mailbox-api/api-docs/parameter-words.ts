/** What each parameter of a path or query means. */
export const parameterWords: Readonly<Record<string, string>> = {
  letterId: 'Of a letter in this mailbox.',
  documentId: 'Of a document of that letter.',
  sessionId: 'From the list of sessions.',
  passkeyId: 'From the ways to sign in.',
  token: 'From the link to the content.',
  place: 'Where the letters lie.',
  unread: '1: only unread letters.',
  cursor: '`nextCursor` of the page before.',
  about:
    '`sign-in`: only what is about no letter, such as sign-ins and changes of how one signs in. `deleted`: only letters deleted for good.',
  private: '1: with sender, subject and place.',
  letter: 'The letter that asks for a stronger sign-in.',
  document: 'The document of it that does, when it is not the primary one.',
}
