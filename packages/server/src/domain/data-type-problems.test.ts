import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type DataType, dataTypes, readDataType } from '@brevdue/protocol'
import { dataTypeLimits, type Limit, type PartLimits } from './data-type-limits.ts'
import { dataTypeProblems } from './data-type-problems.ts'

const type = (xml: string): DataType =>
  readDataType(xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"'))
const codes = (xml: string) => dataTypeProblems(type(xml), 'primary-document').map(({ code }) => code)
const someDay = '2026-09-10T00:00:00+02:00'
const invoice = (due: string, sum = '1.5', account = '82760100435', kid = '') =>
  `<invoice><due-date>${due}</due-date><sum>${sum}</sum><creditor-account>${account}</creditor-account>${kid}</invoice>`
const wrong = ['VALIDATION_FAILED']

describe('dataTypeProblems', () => {
  it('finds amounts and days that cannot be', () => {
    assert.deepEqual(codes(invoice(someDay, '12.34')), [])
    assert.deepEqual(codes(invoice(someDay, '12.345')), ['INVALID_MONETARY_AMOUNT'])
    assert.deepEqual(codes(invoice('2026-02-30T00:00:00Z')), wrong)
    assert.deepEqual(codes('<payslip/>'), [])
  })

  it('takes an account of eleven digits and a KID of at most 25 characters, whatever their control digits', () => {
    assert.deepEqual(codes(invoice(someDay, '1', '01235424320', '<kid>1435025439583420243982723</kid>')), [])
    assert.deepEqual(codes(invoice(someDay, '1', '0123542432')), wrong)
    assert.deepEqual(codes(invoice(someDay, '1', '8276.01.00435')), wrong)
    assert.deepEqual(codes(invoice(someDay, '1', '82760100435', `<kid>${'1'.repeat(26)}</kid>`)), wrong)
  })

  it('lets only web addresses become links, however deep they lie', () => {
    const link = (url: string) => codes(`<externalLink><url>${url}</url></externalLink>`)
    assert.deepEqual(link('https://example.org/a'), [])
    assert.deepEqual(link('HTTP://example.org'), [])
    assert.deepEqual(link('javascript:alert(1)'), wrong)
    assert.deepEqual(link('https:'), wrong)
    assert.deepEqual(link('https://bank.example@evil.example/'), wrong)
    assert.deepEqual(link(`https://example.org/${'a'.repeat(5000)}`), [])
    assert.deepEqual(link(`https://example.org/${'a'.repeat(9000)}`), wrong)
    const start = '<start-time>2026-09-10T10:00:00+02:00</start-time>'
    assert.deepEqual(codes(`<appointment>${start}<link><url>data:text/html,x</url></link></appointment>`), wrong)
  })

  it('counts characters and parts, at every depth, and says where', () => {
    const start = '<start-time>2026-09-10T10:00:00+02:00</start-time>'
    const appointment = (inside: string) => `<appointment>${start}${inside}</appointment>`
    assert.deepEqual(codes(appointment(`<place>${'å'.repeat(150)}</place>`)), [])
    assert.deepEqual(codes(appointment(`<place>${'å'.repeat(151)}</place>`)), wrong)
    assert.deepEqual(codes(appointment('<info/><info/>')), [])
    assert.deepEqual(codes(appointment('<info/><info/><info/>')), wrong)
    const [problem] = dataTypeProblems(
      type(appointment(`<address><postal-code>${'0'.repeat(11)}</postal-code></address>`)),
      'primary-document',
    )
    assert.match(problem?.message ?? '', /^primary-document\/data-type\/appointment\/address\/postal-code: at most 10/)
  })

  it('asks for what the schema lets be absent and the service does not', () => {
    assert.deepEqual(codes('<boligdetaljer/>'), wrong)
    assert.deepEqual(codes('<boligdetaljer><residence><address/></residence><heftelser/></boligdetaljer>'), [
      ...wrong,
      ...wrong,
      ...wrong,
    ])
  })
})

describe('the table of limits', () => {
  it('names only parts that the data types have', () => {
    const unknown = Object.entries(dataTypeLimits).flatMap(([name, limits]) =>
      unknownParts(limits, fieldsOf(dataTypes[name as keyof typeof dataTypes]), name),
    )
    assert.deepEqual(unknown, [])
  })

  const examples = join(import.meta.dirname, '../../../../../shared/protocol/xsd/datatypes-examples.xml')
  it('refuses none of the service’s own examples', { skip: existsSync(examples) ? false : 'no ../shared' }, () => {
    const found = [...readFileSync(examples, 'utf8').matchAll(/^<([\w-]+) xmlns=[^]*?(?:^<\/\1>|\/>$)/gm)]
    // all but the category, which only the earliest releases have
    assert.equal(found.length, Object.keys(dataTypes).length - 1)
    for (const [xml] of found) assert.deepEqual(dataTypeProblems(readDataType(xml), 'document'), [])
  })
})

type Fields = ReadonlyMap<string, unknown>

/** The children that a type of the protocol's tables declares, with their own types. */
function fieldsOf(declared: unknown): Fields {
  const { parts = [] } = declared as { parts?: { fields?: Record<string, unknown> }[] }
  return new Map(parts.flatMap(({ fields = {} }) => Object.entries(fields)))
}

function unknownParts(limits: PartLimits, fields: Fields, at: string): string[] {
  return [...Object.keys(limits.parts), ...(limits.required ?? [])].flatMap((name) => {
    const limit: Limit | undefined = limits.parts[name]
    const field = fields.get(name)
    if (field === undefined) return [`${at}/${name}`]
    const inner = (field as { type?: unknown }).type ?? field
    return typeof limit === 'object' && 'parts' in limit ? unknownParts(limit, fieldsOf(inner), `${at}/${name}`) : []
  })
}
