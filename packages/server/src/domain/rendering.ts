/** How the reader shows a document. `download` promises no preview. */
export type Rendering = 'pdf' | 'html' | 'image' | 'text' | 'download'

const byContentType: Record<string, Exclude<Rendering, 'download'>> = {
  'application/pdf': 'pdf',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'image/png': 'image',
  'image/jpeg': 'image',
  'image/gif': 'image',
  'text/plain': 'text',
  'text/xml': 'text',
  'application/xml': 'text',
}

/** Longer texts are offered for download: a browser stalls on one paragraph of many megabytes. */
const longestText = 1024 * 1024

/**
 * @param contentType as decided when the letter was sent, with or without parameters
 * @param hasView whether a sanitised form is stored; HTML is never shown without one
 */
export function renderingOf(contentType: string, size: number, hasView: boolean): Rendering {
  const essence = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const rendering = Object.hasOwn(byContentType, essence) ? byContentType[essence] : undefined
  if (rendering === undefined) return 'download'
  if (rendering === 'html' && !hasView) return 'download'
  if (rendering === 'text' && size > longestText) return 'download'
  return rendering
}
