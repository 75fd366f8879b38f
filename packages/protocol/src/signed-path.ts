import { hasControlCharacter, isByteString } from './control-characters.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Path and query of a request target, both as sent; scheme and host of an absolute target are cut off. */
export function splitTarget(target: string): { path: string; query: string } {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '')
  const mark = local.indexOf('?')
  const path = mark === -1 ? local : local.slice(0, mark)
  return { path: path === '' ? '/' : path, query: mark === -1 ? '' : local.slice(mark + 1) }
}

/**
 * The path forms that clients sign (protocol.md 2.6), lower-cased without regard to locale, without repeats:
 *
 * - as sent (.NET);
 * - escapes decoded as UTF-8, other characters left as they are (Java; with raw Latin-1 letters on the wire, and where
 *   something in front of the server has escaped those letters as UTF-8);
 * - all bytes, escaped and raw, read as UTF-8 (a client that puts raw UTF-8 on the wire);
 * - all bytes, escaped and raw, read as Latin-1.
 *
 * Decoding is refused where two different paths could end in the same text by accident or malice: malformed escapes,
 * invalid UTF-8, control characters (a decoded line feed would forge lines of the canonical text).
 */
export function signedPathForms(path: string): string[] {
  const forms = [path]
  // Characters above U+00FF cannot come from a request line; such a target has no byte form to decode.
  if (/[%\x80-\xff]/.test(path) && isByteString(path) && !/%(?![0-9A-Fa-f]{2})/.test(path)) {
    const bytes = Buffer.from(
      path.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    )
    forms.push(
      ...[decodeEscapes(path), decodeUtf8(bytes), bytes.toString('latin1')].filter((form) => form !== undefined),
    )
  }
  const lowered = forms
    .filter((form, index) => index === 0 || !(hasControlCharacter(form) || form.includes('\t')))
    .map((f) => f.toLowerCase())
  return [...new Set(lowered)]
}

function decodeEscapes(path: string): string | undefined {
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
