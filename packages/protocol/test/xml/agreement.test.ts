import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataTypes, readDataType, rootElements, writeDataType } from '../../src/elements/index.ts'
import { type Edition, existsIn, namespaces, type Version } from '../../src/versions.ts'
import type { AnyElement } from '../../src/xml/complex-types.ts'
import { readDocument, writeDocument } from '../../src/xml/index.ts'
import { breakTree } from './break-tree.ts'
import { isOfEarlierRelease, judgeOf, noticeAbsence, officialSchemasExist } from './judge.ts'
import { Random } from './random.ts'
import { Growth, type Tree } from './sample-tree.ts'
import { TreeWriting } from './write-tree.ts'

// Each edition: this many valid documents and as many broken ones, judged by libxml2 with our schema, by libxml2 with
// the official one, and by our reader. All three must say the same.
const documents = 2500

/** A deadline is read in more forms than its schema has, as the official library does. */
const laxTime = /deadline': '[^']*' is not a valid value of the atomic type 'xs:dateTime'/

const elementsOf = (edition: Edition): readonly AnyElement[] =>
  edition === 'datatypes' ? Object.values(dataTypes) : rootElements.filter((element) => existsIn(edition, element))

const namesIn = (tree: Tree): string[] => [tree.name, ...tree.children.flatMap(namesIn)]

type Outcome = { value: unknown; written: string } | { refused: string }

/** What our reader makes of a document, and our writer of that. */
function read(element: AnyElement, edition: Edition, xml: string): Outcome {
  try {
    if (edition === 'datatypes') {
      const value = readDataType(xml)
      return value.name === element.element
        ? { value, written: writeDataType(value) }
        : { refused: 'another root element' }
    }
    const { version, value } = readDocument(element, Buffer.from(xml))
    if (version !== edition) return { refused: 'another version' }
    return { value, written: Buffer.from(writeDocument(element, edition as Version, value)).toString() }
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error, `${xml}\n${(error as Error).stack}`)
    assert.equal(error.code, 'SCHEMA_VALIDATION_ERROR')
    return { refused: error.message }
  }
}

if (!officialSchemasExist) noticeAbsence()

for (const edition of ['v6', 'v7', 'v8', 'datatypes'] as const) {
  test(`our schema, the official schema and our reader agree on ${edition}`, (t) => {
    const judge = judgeOf(edition)
    const random = new Random(Number(process.env.BREVDUE_TEST_SEED ?? 0x5eed))
    const elements = elementsOf(edition)
    const trees = elements.map((element) => new Growth(random).complex(element.element, element, edition))
    const names = [...new Set(trees.flatMap(namesIn))]
    const counts = { valid: 0, refused: 0 }
    for (let index = 0; index < documents * 2; index++) {
      const element = elements[index % elements.length]
      assert.ok(element)
      const tree = new Growth(random).complex(element.element, element, edition)
      const broken = index >= documents
      if (broken) breakTree(tree, random, names)
      const xml = new TreeWriting(random, namespaces[edition]).document(tree)
      const verdict = judge(xml)
      const outcome = read(element, edition, xml)
      const readerVerdict = 'written' in outcome
      const shown = `document ${index}: ${JSON.stringify(verdict)} ${'refused' in outcome ? outcome.refused : ''}\n${xml}`
      if (!broken) assert.equal(verdict.ours, true, `a document made from the tables is not valid, ${shown}`)
      if (readerVerdict && laxTime.test(`${verdict.complaint}`)) continue
      assert.equal(readerVerdict, verdict.ours, `reader and schema disagree on ${shown}`)
      const official = isOfEarlierRelease(xml) ? undefined : verdict.official
      if (official !== undefined) assert.equal(verdict.ours, official, `schemas disagree on ${shown}`)
      counts[verdict.ours ? 'valid' : 'refused']++
      if (!readerVerdict) continue
      assert.equal(judge(outcome.written).ours, true, `what we write is not valid, ${shown}\n${outcome.written}`)
      const again = read(element, edition, outcome.written)
      assert.ok('written' in again, shown)
      assert.deepStrictEqual(again.value, outcome.value)
      assert.equal(again.written, outcome.written)
    }
    t.diagnostic(`${edition}: ${counts.valid} valid, ${counts.refused} refused`)
    assert.ok(counts.refused > documents / 2, 'too few documents were broken for the test to mean anything')
  })
}
