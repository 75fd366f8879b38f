import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm'
import { schemaOf } from '../../src/elements/index.ts'
import { type Edition, namespaces } from '../../src/versions.ts'

const officialDirectory = join(import.meta.dirname, '../../../../../shared/protocol/xsd')

/** The official schemas of an edition: what one of them allows is allowed (protocol 3.24). */
export const officialNames: Readonly<Record<Edition, readonly string[]>> = {
  v6: ['java_api_v6.xsd'],
  v7: ['java_api_v7_last.xsd'],
  v8: ['java_api_v8.xsd', 'net_api_v8.xsd'],
  datatypes: ['datatypes.xsd'],
}

/** Elements of the data types that earlier releases had and the newest does not, by the type that holds them. */
export const earlierReleases = {
  verifiableCredentialNotice: ['credential-id', 'valid-from', 'valid-until'],
  verifiablePresentationNotice: ['simpleQuery', 'dcqlQuery'],
}
const earlierElement = new RegExp(`[<:/](?:category|${Object.values(earlierReleases).flat().join('|')})[\\s/>]`)

/** Whether a document uses what the newest official schema no longer names, so that it cannot judge it. */
export const isOfEarlierRelease = (xml: string): boolean => earlierElement.test(xml)

/** Whether the official schemas are at hand; they are not part of the project. */
export const officialSchemasExist = existsSync(officialDirectory)
/** Says aloud that a comparison does not take place. */
export const noticeAbsence = (): void => {
  process.emitWarning('NOTICE: ../shared/protocol/xsd is absent, so nothing is compared with the official schemas')
}
export const officialFile = (name: string): Buffer => readFileSync(join(officialDirectory, name))

const provider = new XmlBufferInputProvider({
  'schema://ours/datatypes.xsd': new TextEncoder().encode(schemaOf('datatypes')),
})
if (officialSchemasExist) {
  for (const name of Object.values(officialNames).flat()) {
    provider.addBuffer(`schema://official/${name}`, officialFile(name))
  }
}
xmlRegisterInputProvider(provider)

function compile(xsd: string, url: string): XsdValidator {
  using document = XmlDocument.fromString(xsd, { url })
  return XsdValidator.fromDoc(document)
}

/** An official message schema imports no data types, so that its strict wildcard finds none: both are joined here. */
const joined = (edition: Edition, name: string) =>
  `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:joined">
    <xsd:import namespace="${namespaces[edition]}" schemaLocation="${name}"/>
    ${edition === 'datatypes' ? '' : `<xsd:import namespace="${namespaces.datatypes}" schemaLocation="datatypes.xsd"/>`}
  </xsd:schema>`

/** What a schema has against a document, or undefined. */
const complaintOf = (validator: XsdValidator, document: XmlDocument): string | undefined => {
  try {
    validator.validate(document)
    return undefined
  } catch (error) {
    return String(error)
  }
}

/** What libxml2 says of a document. */
export interface Verdict {
  ours: boolean
  complaint: string | undefined
  /** Undefined when the official schemas are not at hand. */
  official: boolean | undefined
}

/** A judge for one edition. */
export function judgeOf(edition: Edition): (xml: string) => Verdict {
  const ours = compile(schemaOf(edition), `schema://ours/${edition}.xsd`)
  const officials = officialSchemasExist
    ? officialNames[edition].map((name) => compile(joined(edition, name), `schema://official/joined-${name}`))
    : []
  return (xml) => {
    let document: XmlDocument
    try {
      document = XmlDocument.fromString(xml)
    } catch (error) {
      return { ours: false, complaint: String(error), official: false }
    }
    using parsed = document
    const complaint = complaintOf(ours, parsed)
    const allowed = officials.some((official) => complaintOf(official, parsed) === undefined)
    return { ours: complaint === undefined, complaint, official: officials.length === 0 ? undefined : allowed }
  }
}
