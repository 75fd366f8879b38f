/** PostgreSQL's refusal of a text that holds U+0000 or is no UTF-8: whoever sent the text must hear that, not of a fault. */
export function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '22021'
}
