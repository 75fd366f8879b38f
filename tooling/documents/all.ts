import { cliDocument } from './cli.ts'
import { configurationDocument } from './configuration.ts'
import { errorsDocument } from './errors.ts'
import type { GeneratedDocument } from './generated-document.ts'
import { mailboxApiDocument } from './mailbox-api.ts'

export const generatedDocuments: readonly GeneratedDocument[] = [
  errorsDocument,
  configurationDocument,
  cliDocument,
  mailboxApiDocument,
]
