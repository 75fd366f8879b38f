import type { CardInfo } from './card.ts'
import { plainText } from './plain-text.ts'

/** The sender's headed paragraphs, at most so many (7.12); empty ones are left out. */
export function infosOf(
  infos: readonly { title?: string | undefined; text?: string | undefined }[] | undefined,
  most: number,
): CardInfo[] {
  return (infos ?? [])
    .map(({ title, text }) => ({ title: plainText(title, 150), text: plainText(text, 2000) }))
    .filter(({ title, text }) => title !== null || text !== null)
    .slice(0, most)
}
