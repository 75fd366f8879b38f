import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { dataTypes, readDataType, rootElements, writeDataType } from '../../src/elements/index.ts'
import { readDocument, writeDocument } from '../../src/xml/index.ts'
import { judgeOf, noticeAbsence, officialFile, officialSchemasExist } from './judge.ts'

const protocolText = join(import.meta.dirname, '../../../../../shared/protocol/protocol.md')
const absent = officialSchemasExist ? false : '../shared/protocol is absent'
if (!officialSchemasExist) noticeAbsence()

/** The children of a document's root element, each as a document of its own. */
function documentsIn(xml: string): string[] {
  using document = XmlDocument.fromString(xml)
  const found: string[] = []
  for (let node = document.root.firstChild; node !== null; node = node.next) {
    if ('attrs' in node) found.push((node as XmlElement).toString())
  }
  return found
}

describe('the official examples of data types', { skip: absent }, () => {
  const judge = judgeOf('datatypes')
  const examples = officialSchemasExist ? documentsIn(officialFile('datatypes-examples.xml').toString()) : []

  for (const [index, xml] of examples.entries()) {
    test(`example ${index + 1}, ${/^<(\w[\w-]*)/.exec(xml)?.[1]}, is read and written again`, () => {
      const value = readDataType(xml)
      const written = writeDataType(value)
      assert.equal(judge(written).ours, true)
      assert.deepStrictEqual(readDataType(written), value)
      assert.equal(writeDataType(readDataType(written)), written)
    })
  }

  test('there is an example of every data type', () => {
    const seen = new Set<string>(examples.map((xml) => readDataType(xml).name))
    // the newest release has no example of what earlier ones called a category
    const missing = Object.keys(dataTypes).filter((name) => name !== 'category' && !seen.has(name))
    assert.deepEqual(missing, [])
  })
})

describe('the sample documents of the protocol', { skip: absent || !existsSync(protocolText) }, () => {
  const text = existsSync(protocolText) ? readFileSync(protocolText, 'utf8') : ''
  const appendix = text.slice(text.indexOf('## Appendix A'), text.indexOf('## Appendix B'))
  const samples = [...appendix.matchAll(/```xml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
  const judge = judgeOf('v8')

  test('there are some', () => assert.ok(samples.length >= 15))

  for (const [index, xml] of samples.entries()) {
    const name = /^<([\w-]+)/.exec(xml)?.[1]
    test(`sample ${index + 1}, ${name}, is read and written again`, () => {
      const element = rootElements.find((known) => known.element === name)
      assert.ok(element)
      const { version, value } = readDocument(element, Buffer.from(xml))
      assert.equal(version, 'v8')
      const written = writeDocument(element, version, value)
      assert.equal(judge(Buffer.from(written).toString()).ours, true)
      assert.deepStrictEqual(readDocument(element, written).value, value)
    })
  }
})
