import { type ErrorRule, errorCodes } from '@brevdue/protocol'
import type { GeneratedDocument } from './generated-document.ts'

const actors: Record<ErrorRule['actor'], string> = {
  sender: 'sender',
  integrator: 'integrator',
  operator: 'operator',
  service: 'the service',
}

const row = ([code, rule]: [string, ErrorRule]) =>
  `| \`${code}\` | ${rule.type} | ${rule.status ?? '–'} | ${actors[rule.actor]} | ${rule.retry ? 'yes' : 'no'} | ${rule.meaning} |`

/** docs/reference/errors.md, from protocol's table of codes. */
export const errorsDocument: GeneratedDocument = {
  path: 'docs/reference/errors.md',
  write: () =>
    Promise.resolve(`# Error codes

Every refusal carries one code. *Who acts*: the **sender** corrects the letter, the **integrator** corrects the program
that sends it, the **operator** changes an account or its permissions; **the service** is the server itself. *Retry*:
whether the same request, unchanged, can succeed later. A code without a status never travels: only a client raises it.

This server answers \`GENERAL_ERROR\` with status 501 instead of 500, because it only uses it for what is not built yet, and
the official Java client shows its own text in place of the text of a 500.

| Code | Type | HTTP | Who acts | Retry | Meaning |
|---|---|---|---|---|---|
${Object.entries(errorCodes).map(row).join('\n')}
`),
}
