import { type FileHandle, open, rm } from 'node:fs/promises'
import { createContentStore } from '../blobs/content-store.ts'
import type { ScanReason } from '../domain/access.ts'
import type { Database } from '../store/database.ts'
import {
  type Decision,
  destroyDocument,
  findQuarantined,
  listQuarantine,
  type QuarantinedDocument,
  quarantineTrace,
  recordInspection,
  releaseDocument,
  rescanDocument,
  type TracedAct,
} from '../store/quarantine.ts'
import type { OpenStores } from './open-stores.ts'
import { OperatorError, refuseInput } from './operator-error.ts'
import type { Outcome } from './outcome.ts'

export type { QuarantinedDocument, TracedAct }

export const scanReasons: readonly ScanReason[] = ['malware', 'over-limit', 'encrypted', 'policy']

/** A decision as an operator gives it. */
export interface DecisionInput {
  documentId: string
  operator: string
  /** The grounds; needed for release and destruction. */
  because?: string | undefined
}

const page = 500

/** Every document in quarantine, oldest first. @throws OperatorError for an unknown reason */
export async function* readQuarantine(db: Database, reason?: string): AsyncGenerator<QuarantinedDocument> {
  const wanted = scanReasons.find((one) => one === reason)
  if (reason !== undefined && wanted === undefined) {
    throw new OperatorError([`--reason must be one of ${scanReasons.join(', ')}`])
  }
  let after: string | null = null
  for (;;) {
    const rows: QuarantinedDocument[] = await listQuarantine(db, { after, most: page, reason: wanted })
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < page) return
    after = last.id
  }
}

/** What was done with one document so far. @throws OperatorError when it was never in quarantine */
export async function traceDocument(db: Database, documentId: string): Promise<TracedAct[]> {
  refuseInput([idProblem(documentId)])
  const trace = await quarantineTrace(db, documentId)
  if (trace.length === 0) throw new OperatorError([`document ${documentId} has never been in quarantine`])
  return trace
}

/** Lets the recipient open the document. */
export function releaseFromQuarantine(db: Database, input: DecisionInput, now: Date): Promise<Outcome> {
  const fact = `Document ${input.documentId} is released: its recipient can open it, and sees that it was released.`
  return decided(input, now, true, (decision) => releaseDocument(db, input.documentId, decision), fact)
}

/** Has the scanner look again, for example after its limits were raised. */
export function rescanQuarantined(db: Database, input: DecisionInput, now: Date): Promise<Outcome> {
  const fact = `Document ${input.documentId} waits for the scanner again; the running server asks it within half a minute.`
  return decided(input, now, false, (decision) => rescanDocument(db, input.documentId, decision), fact)
}

/** Destroys the document for good. */
export function destroyQuarantined(
  db: Database,
  input: DecisionInput & { confirmed: boolean },
  now: Date,
): Promise<Outcome> {
  if (!input.confirmed) {
    throw new OperatorError([
      'this destroys the document for good, for its recipient as well: give --confirm when you mean it',
    ])
  }
  const fact = `Document ${input.documentId} is destroyed for good: its recipient sees that it was removed.`
  return decided(input, now, true, (decision) => destroyDocument(db, input.documentId, decision), fact)
}

/**
 * Writes a document of the quarantine to a new file that only its owner may read, so that an operator can look at it. The
 * recipient sees that this was done.
 */
export async function exportQuarantined(
  stores: Pick<OpenStores, 'db' | 'blobs' | 'keyring'>,
  input: DecisionInput & { file: string },
  now: Date,
): Promise<Outcome> {
  const fact = `Document ${input.documentId} was written to ${input.file}. It may be dangerous; delete it when you are done.`
  return decided(
    input,
    now,
    true,
    async (decision) => {
      const { db, keyring } = stores
      const reference = await findQuarantined(db, keyring, input.documentId)
      if (reference === undefined) return false
      await using file = await openNew(input.file)
      // Into the trace before the bytes: what was looked at without one would be the worse mistake.
      if (!(await recordInspection(db, input.documentId, decision))) {
        await rm(input.file) // decided by another operator in between: an empty file would look like the document
        return false
      }
      await file.writeFile(createContentStore(stores).read(reference))
      return true
    },
    fact,
  )
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new OperatorError([`--to ${path} is there already; name a new file`])
    throw new OperatorError([`--to ${path} cannot be written (${code})`])
  }
}

async function decided(
  { documentId, operator, because }: DecisionInput,
  now: Date,
  needsGrounds: boolean,
  act: (decision: Decision) => Promise<boolean>,
  fact: string,
): Promise<Outcome> {
  const note = because?.trim() ?? ''
  refuseInput([
    idProblem(documentId),
    operator.trim() === '' ? '--by must name who decides' : undefined,
    needsGrounds && note === '' ? '--because must give the grounds: they are kept with the decision' : undefined,
  ])
  if (!(await act({ operator: operator.trim(), note: note === '' ? null : note, now }))) {
    throw new OperatorError([
      `document ${documentId} is not in quarantine: it waits for the scanner again, was released, destroyed or deleted, or never was there; \`brevdue quarantine trace\` says which`,
    ])
  }
  return { outcome: 'changed', facts: [fact], warnings: [] }
}

function idProblem(documentId: string): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(documentId)
    ? undefined
    : '--document must be the id of a document, as `brevdue quarantine list` shows it'
}
