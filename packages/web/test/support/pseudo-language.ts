import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const locales = join(import.meta.dirname, '../../src/locales')
/** What comes in several chunks, all of it in each. */
const catalogue = Object.fromEntries(
  globSync('**/nb.json', { cwd: locales }).flatMap((path) =>
    Object.entries(JSON.parse(readFileSync(join(locales, path), 'utf8')) as Record<string, string>),
  ),
)

/** Ends every message, so that words which do not come from a message are found. */
const mark = '¤'

/**
 * A message with its vowels doubled and marked; what stands in braces is for the formatter and stays, except the forms
 * of a plural.
 */
function lengthen(message: string): string {
  let depth = 0
  let longer = ''
  for (const character of message) {
    if (character === '{') depth += 1
    if (character === '}') depth -= 1
    const isText = depth % 2 === 0
    longer += isText && /[aeiouyæøå]/i.test(character) ? character + character.toLowerCase() : character
  }
  return `${longer}${mark}`
}

/** Gives the page our made-up language in place of Bokmål. */
export async function speakPseudo(page: Page): Promise<void> {
  const longer = Object.fromEntries(
    Object.entries(catalogue).map(([key, text]) => [key, key === 'brand' ? text : lengthen(text)]),
  )
  const body = `export default ${JSON.stringify(longer)}`
  await page.route('**/assets/nb-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body }))
}

/** Names for screen readers that come from no message: those of the design system, or words forgotten in the code. */
export function bareWords(page: Page): Promise<string[]> {
  return page.evaluate((end) => {
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
    return named.flatMap((element) =>
      ['aria-label', 'title', 'placeholder', 'alt']
        .map((name) => [name, element.getAttribute(name) ?? ''] as const)
        .filter(([, text]) => /\p{L}/u.test(text) && !text.includes(end))
        .map(([name, text]) => `${name}: ${text}`),
    )
  }, mark)
}
