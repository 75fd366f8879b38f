import { hasControlCharacter, isByteString } from './control-characters.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Path and query of a request target, both as sent; scheme and host of an absolute target are cut off. */
export function splitTarget(target: string): { path: string; query: string } {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '')
  const mark = local.indexOf('?')
  const path = mark === -1 ? local : local.slice(0, mark)
  return { path: path === '' ? '/' : path, query: mark === -1 ? '' : local.slice(mark + 1) }
}

/** In which form a client writes a path where a signature covers it. */
export type PathForm = 'as sent' | 'as sent with query' | 'decoded'

/** A path as a signature may cover it: lower-cased without regard to locale. */
export interface SignedPath {
  readonly path: string
  readonly form: PathForm
  /** Whether raw bytes above 0x7F were read as UTF-8; otherwise each of them is one ISO-8859-1 letter. */
  readonly rawUtf8: boolean
}

/**
 * The path forms that clients sign (protocol.md 2.6), without repeats:
 *
 * - as sent (.NET, some Java clients), raw letters read as Latin-1;
 * - escapes decoded as UTF-8, other characters left as they are (Java; with raw Latin-1 letters on the wire, and where
 *   something in front of the server has escaped those letters as UTF-8);
 * - all bytes, escaped and raw, read as UTF-8 (a client that puts raw UTF-8 on the wire);
 * - all bytes, escaped and raw, read as Latin-1.
 *
 * Decoding is refused where two different paths could end in the same text by accident or malice: malformed escapes,
 * invalid UTF-8, control characters (a decoded line feed would forge lines of the canonical text). A tab is allowed: it
 * stays inside its line.
 */
export function signedPathForms(path: string): SignedPath[] {
  const forms: SignedPath[] = [signedPath(path, 'as sent')]
  const bytes = bytesOf(path)
  if (bytes !== undefined) {
    forms.push(...decodedForm(decodeEscapes(path), false))
    forms.push(...decodedForm(decodeUtf8(bytes), true))
    forms.push(...decodedForm(bytes.toString('latin1'), false))
  }
  return withoutRepeats(forms)
}

/**
 * Two forms that a request may be signed over besides: with the query behind the path (the Java clients 16.4.3 to
 * 17.0.1), and as sent by a client whose raw letters are UTF-8.
 */
export function rareSignedPathForms(path: string, query: string): SignedPath[] {
  const forms: SignedPath[] = []
  if (query !== '') forms.push(signedPath(`${path}?${query}`, 'as sent with query'))
  const read = isByteString(path) ? decodeUtf8(Buffer.from(path, 'latin1')) : undefined
  if (read !== undefined && read !== path) forms.push({ ...signedPath(read, 'as sent'), rawUtf8: true })
  return forms
}

/** The path of a target in the form that an answer is signed over, lower-cased; as sent where it cannot be decoded. */
export function pathInForm(target: string, form: PathForm, rawUtf8 = false): string {
  const { path, query } = splitTarget(target)
  const read = (rawUtf8 ? decodeUtf8(Buffer.from(path, 'latin1')) : undefined) ?? path
  if (form === 'as sent with query' && query !== '') return `${read}?${query}`.toLowerCase()
  const [decoded] = form === 'decoded' ? decodedForm(decodeEscapes(read), rawUtf8) : []
  return decoded?.path ?? read.toLowerCase()
}

const signedPath = (path: string, form: PathForm): SignedPath => ({ path: path.toLowerCase(), form, rawUtf8: false })

function decodedForm(path: string | undefined, rawUtf8: boolean): SignedPath[] {
  if (path === undefined || hasControlCharacter(path)) return []
  return [{ ...signedPath(path, 'decoded'), rawUtf8 }]
}

function withoutRepeats(forms: readonly SignedPath[]): SignedPath[] {
  return forms.filter(({ path }, index) => forms.findIndex((other) => other.path === path) === index)
}

/**
 * The bytes that a path stands for, where it has any that are not ASCII letters as they are. Characters above U+00FF
 * cannot come from a request line; such a target has no byte form to decode.
 */
function bytesOf(path: string): Buffer | undefined {
  if (!/[%\x80-\xff]/.test(path) || !isByteString(path) || /%(?![0-9A-Fa-f]{2})/.test(path)) return undefined
  const decoded = path.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1')
}

function decodeEscapes(path: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined
  try {
    return path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => utf8.decode(Buffer.from(run.replaceAll('%', ''), 'hex')))
  } catch {
    return undefined
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
