import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { XmlDocument, XmlElement } from 'libxml2-wasm'
import { schemaOf } from '../../src/elements/index.ts'
import type { Edition } from '../../src/versions.ts'
import { earlierReleases, noticeAbsence, officialFile, officialNames, officialSchemasExist } from './judge.ts'

// The documents of agreement.test.ts are made from our tables, so that they cannot show what the tables lack. This
// compares the names themselves.

if (!officialSchemasExist) noticeAbsence()

/** A helper type of the data types that no element has (protocol 7.12). */
const unused = /^option\//

/** The types that only the queries of earlier releases have. */
const earlierTypes = /^(?:simpleQuery|dcqlQuery|credential\w*|claim\w*|meta|vctValues|format|options?)\//
const earlierNames = new Set([
  '/category',
  ...Object.entries(earlierReleases).flatMap(([type, elements]) => elements.map((element) => `${type}/${element}`)),
])
const isEarlier = (name: string): boolean => earlierTypes.test(name) || earlierNames.has(name)

const nameOf = (element: XmlElement) =>
  element.attr('name')?.value ?? element.attr('ref')?.value.replace(/^.*:/, '') ?? ''

/** The named declaration around a node. */
function ownerOf(element: XmlElement): string {
  let owner = ''
  for (let parent = element.parent; parent !== null; parent = parent.parent) {
    const name = parent.attr('name')?.value
    if (name !== undefined) owner = name
  }
  return owner
}

/** Every element, attribute and enumerated word of a schema, with the type that has it. */
function namesIn(xsd: string): Set<string> {
  using document = XmlDocument.fromString(xsd)
  const namespaces = { x: 'http://www.w3.org/2001/XMLSchema' }
  const found = document.root.find('//x:element|//x:attribute|//x:enumeration', namespaces)
  const names = found
    .filter((node) => node instanceof XmlElement)
    .map((node) => {
      const mark = { attribute: '@', enumeration: '=' }[node.name] ?? ''
      return `${ownerOf(node)}/${mark}${node.name === 'enumeration' ? node.attr('value')?.value : nameOf(node)}`
    })
  return new Set(names.filter((name) => !unused.test(name)))
}

describe('our tables name everything that the official schemas name', { skip: !officialSchemasExist }, () => {
  for (const [edition, least] of [
    ['v6', 200],
    ['v7', 280],
    ['v8', 330],
    ['datatypes', 250],
  ] as const satisfies [Edition, number][]) {
    test(edition, () => {
      const official = new Set(officialNames[edition].flatMap((name) => [...namesIn(officialFile(name).toString())]))
      assert.ok(official.size >= least, `only ${official.size} names were found`)
      const names = [...namesIn(schemaOf(edition))].filter((name) => edition !== 'datatypes' || !isEarlier(name))
      assert.deepEqual(names.sort(), [...official].sort())
    })
  }
})
