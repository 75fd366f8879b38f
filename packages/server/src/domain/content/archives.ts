import { type ContentBytes, findLast } from './content-bytes.ts'
import { hasText, indexOfText, type Likeness } from './signatures.ts'

const folders = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' } as const
type OfficeKind = keyof typeof folders

/** The longest comment that a ZIP archive can end with, after its end record. */
const longestEnding = 22 + 0xffff

/** What keeps programs from opening the bytes as a ZIP archive, or undefined. */
export async function zipFault(bytes: ContentBytes): Promise<string | undefined> {
  if (!beginsAsZip(bytes.head)) return 'it does not begin as a ZIP archive does'
  if (indexOfText(bytes.tail, 'PK\x05\x06') >= 0) return undefined
  // The end record may be hidden by a long comment, or by bytes that were appended.
  const { last, size } = await findLast(bytes, ['PK\x05\x06'])
  const [end = -1] = last
  return end >= 0 && size - end <= longestEnding
    ? undefined
    : 'the directory at the end of a ZIP archive is missing, so it is cut off or damaged'
}

/** With the first entry, with the mark of an archive that was to be split and fitted into one, or empty. */
const beginsAsZip = (head: Uint8Array): boolean =>
  ['PK\x03\x04', 'PK\x05\x06', 'PK00PK\x03\x04', 'PK\x07\x08PK\x03\x04'].some((text) => hasText(head, 0, text))

/** What keeps the bytes from being an Office Open XML document of one kind, or undefined. */
export async function officeFault(kind: OfficeKind, bytes: ContentBytes): Promise<string | undefined> {
  const fault = await zipFault(bytes)
  if (fault !== undefined) return fault
  const kinds = await officeKinds(bytes)
  if (kinds === undefined) return 'it is a ZIP archive, but no Office document ([Content_Types].xml is missing)'
  if (kinds.length === 0 || kinds.includes(kind)) return undefined
  return `it is an Office document of the kind ${kinds[0]}`
}

/** What an archive is by the names in it, more exactly than its first bytes say; undefined for one that cannot be read. */
export async function archiveLikeness(bytes: ContentBytes): Promise<Likeness | undefined> {
  if ((await zipFault(bytes)) !== undefined) return undefined
  const kinds = await officeKinds(bytes)
  if (kinds === undefined) return { words: 'a ZIP archive', types: ['zip'] }
  const [kind] = kinds
  return { words: kind === undefined ? 'an Office document' : `an Office document (${kind})`, types: [...kinds, 'zip'] }
}

/**
 * The kinds of Office document that the archive's names speak of; undefined when it is none. The names are usually at
 * one of the ends; an archive of very many or large parts has them between.
 */
async function officeKinds(bytes: ContentBytes): Promise<OfficeKind[] | undefined> {
  const known = Object.entries(folders) as [OfficeKind, string][]
  const nearby = (text: string): boolean => indexOfText(bytes.head, text) >= 0 || indexOfText(bytes.tail, text) >= 0
  const near = known.filter(([, folder]) => nearby(folder)).map(([kind]) => kind)
  if (nearby('[Content_Types].xml') && near.length > 0) return near
  const { last } = await findLast(bytes, ['[Content_Types].xml', ...Object.values(folders)])
  const [types = -1, ...places] = last
  return types < 0 ? undefined : known.filter((_, index) => (places[index] ?? -1) >= 0).map(([kind]) => kind)
}
