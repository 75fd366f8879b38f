import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { MailError, readDataType } from '@brevdue/protocol'
import { dataTypeProblems } from './data-type-problems.ts'

const directory = join(import.meta.dirname, '../../../../../shared/oracles/datatypes')
const absent = !existsSync(directory)
if (absent) {
  process.emitWarning('NOTICE: ../shared/oracles is absent, so nothing is compared with the official library')
}
const parsed = (file: string): unknown => JSON.parse(readFileSync(join(directory, file), 'utf8'))

/** What the official library and the schemas make of a document. */
interface Verdict {
  schema: string
  newestSchema: string
  read: string
  broken?: string[]
  lost?: string[]
}

/** What we refuse a document for; undefined when it is accepted. */
function refusalOf(xml: string): string | undefined {
  try {
    const problems = dataTypeProblems(readDataType(xml), 'primary-document')
    return problems.length === 0 ? undefined : problems.map(({ message }) => message).join('\n')
  } catch (error) {
    assert.ok(error instanceof MailError)
    return error.message
  }
}

/** Accepted by the library and the schema, refused here; each is argued in decision record 0028. */
const stricter: readonly RegExp[] = [
  /\/doctype$/,
  /\/year-minus$/,
  /\/(?:due-date|payment-time|arrival-date-time|return-date-time|start-time|end-time)\/empty$/,
  /^(?:inkasso|invoice)\/sum\/(?:three-decimals|long)$/,
  /account\/(?:eleven-letters|blanks)$/,
  /^externalLink\/url\/user$/,
  /(?:url\/|link-)ftp$/,
  /yearly-repeating-period\/(?:start|end)-year\/(?:minus|zero)$/,
  /yearly-repeating-period\/from\/(?:month|day)\/(?:minus|zero|hundred)$/,
  /yearly-repeating-period\/from\/(?:hour|min)\/minus$/,
  /^together\/proof-yearly-(?:month-13|february-30|hour-24)$/,
]
/** Lost by the library, accepted here since nothing of it is lost; argued in the same record. */
const looser: readonly RegExp[] = [
  /\/blanks-around$/,
  /^externalLink\/url\/(?:blank|pipe)$/,
  /^newest\/payslip-with-sums$/,
]
/** By its whole path, or as an element that has no place where it stands. */
function isNamed(path: string, refusal: string): boolean {
  const [parent, element] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)]
  return (
    refusal.includes(path) || (refusal.includes(`${parent} `) && refusal.includes(`unexpected element <${element}>`))
  )
}
const isOneOf = (list: readonly RegExp[], name: string): boolean => list.some((pattern) => pattern.test(name))

describe('the labelled data types', { skip: absent ? 'no ../shared' : false }, () => {
  const documents = absent ? {} : (parsed('documents.json') as Record<string, string>)
  const { verdicts } = absent ? { verdicts: {} } : (parsed('expected.json') as { verdicts: Record<string, Verdict> })
  const names = Object.keys(documents)
  const isRead = ({ read, broken = [] }: Verdict) => !read.startsWith('!') && broken.length === 0
  const found = (wanted: (verdict: Verdict) => boolean) =>
    names.filter((name) => verdicts[name] !== undefined && wanted(verdicts[name]))

  it('are enough to compare with', () => assert.ok(names.length > 1500))

  it('are accepted where the library reads all of it and a released schema allows it', () => {
    const acceptable = found((v) => isRead(v) && v.lost === undefined && [v.schema, v.newestSchema].includes('valid'))
    assert.ok(acceptable.length > 700)
    const refused = acceptable.filter((name) => refusalOf(documents[name] ?? '') !== undefined)
    assert.deepEqual(
      refused.filter((name) => !isOneOf(stricter, name)).map((name) => `${name}: ${refusalOf(documents[name] ?? '')}`),
      [],
    )
    for (const pattern of stricter)
      assert.ok(
        refused.some((name) => pattern.test(name)),
        `${pattern} is not needed`,
      )
  })

  it('are refused with the path of each field that the library loses', () => {
    const losing = found(({ lost }) => lost !== undefined)
    assert.ok(losing.length > 100)
    const accepted = losing.filter((name) => refusalOf(documents[name] ?? '') === undefined)
    assert.deepEqual(
      accepted.filter((name) => !isOneOf(looser, name)),
      [],
    )
    for (const pattern of looser)
      assert.ok(
        accepted.some((name) => pattern.test(name)),
        `${pattern} is not needed`,
      )
    const unnamed = losing.filter((name) => {
      const refusal = refusalOf(documents[name] ?? '')?.replace(/\[\d+\]/g, '')
      return refusal !== undefined && !(verdicts[name]?.lost ?? []).some((path) => isNamed(path, refusal))
    })
    assert.deepEqual(
      unnamed.map((name) => `${name}: ${refusalOf(documents[name] ?? '')}`),
      [],
    )
  })

  it('are refused where the library cannot read them', () => {
    const unreadable = found(({ read, newestSchema }) => read.startsWith('!') && newestSchema !== 'valid')
    assert.ok(unreadable.length > 40)
    assert.deepEqual(
      unreadable.filter((name) => refusalOf(documents[name] ?? '') === undefined),
      [],
    )
  })
})
