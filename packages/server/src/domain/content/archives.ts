import { hasText, indexOfText } from './signatures.ts'

const folders = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' } as const

/** What keeps the bytes from being a ZIP archive, or undefined. */
export function zipFault(head: Uint8Array, tail: Uint8Array): string | undefined {
  if (!hasText(head, 0, 'PK\x03\x04') && !hasText(head, 0, 'PK\x05\x06')) return 'no ZIP header'
  // The end record stands last; only a comment longer than the tail could hide it, and no ordinary tool writes one.
  return indexOfText(tail, 'PK\x05\x06') < 0 ? 'no ZIP directory at its end, so it is cut off or damaged' : undefined
}

/** What keeps the bytes from being an Office Open XML document of one kind, or undefined. */
export function officeFault(kind: keyof typeof folders, head: Uint8Array, tail: Uint8Array): string | undefined {
  const fault = zipFault(head, tail)
  if (fault !== undefined) return fault
  const names = (text: string): boolean => indexOfText(head, text) >= 0 || indexOfText(tail, text) >= 0
  if (!names('[Content_Types].xml'))
    return 'a ZIP archive that is not an Office document ([Content_Types].xml is missing)'
  if (names(folders[kind])) return undefined
  const other = Object.entries(folders).find(([, folder]) => names(folder))
  return other === undefined ? undefined : `an Office document of the kind ${other[0]}`
}
