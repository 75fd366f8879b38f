/** A page under docs/reference that is written by the code it describes. */
export type GeneratedDocument = { path: string; write: () => Promise<string> }

export const notice = '<!-- Written by `npm run docs`; edit the code it describes. -->\n\n'
