/** The PDF's language as HTML wants it; undefined when there is none or it is no language tag. */
export function languageTag(language: string | null | undefined): string | undefined {
  if (!language) return undefined
  try {
    return Intl.getCanonicalLocales(language.trim().replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}
