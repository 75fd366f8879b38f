/**
 * The text that the PDF gives instead of what is drawn (ActualText), where it may be believed: it stands in for drawings
 * without a single letter or figure, or it says the same words with the line's hyphens and letter-spacing taken out.
 * Anything else is not taken: the text view must never say another number or another word than the page.
 */
export function replacementOf(alt: string | undefined, shown: string): string | undefined {
  const instead = alt?.trim()
  if (instead === undefined || instead === '') return undefined
  if (!/[\p{L}\p{N}]/u.test(shown)) return instead
  if (spoken(instead) === spoken(shown)) return instead
  return joined(instead) === joined(shown) ? instead : undefined
}

function spoken(text: string): string {
  return text.normalize('NFKC').replaceAll('\u00ad', '').replace(/\s+/g, ' ').trim()
}

/** Words divided at the end of a line are whole again, and letters that stand apart together; figures stay as they are. */
function joined(text: string): string {
  const whole = spoken(text).replace(/(\p{L})[-\u2010] (?=\p{L})/gu, '$1')
  return /\p{N}/u.test(whole) ? whole : whole.replaceAll(' ', '')
}
