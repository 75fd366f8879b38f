import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { visit } from './support/visit.ts'

/** The pairs of the mailbox design, section 5: what stands on what, and how far apart it has to be. */
const pairs: readonly [words: string, ground: string, least: number][] = [
  ...['background-default', 'background-tinted', 'surface-default', 'surface-tinted', 'surface-hover'].flatMap(
    (ground): [string, string, number][] => [
      ['neutral-text-default', `neutral-${ground}`, 7],
      ['neutral-text-subtle', `neutral-${ground}`, 4.5],
    ],
  ),
  // the selected row
  ['neutral-text-default', 'accent-surface-tinted', 7],
  ['neutral-text-subtle', 'accent-surface-tinted', 4.5],
  ['accent-text-subtle', 'neutral-surface-default', 4.5],
  ['accent-text-subtle', 'accent-surface-tinted', 4.5],
  // the one filled button
  ['accent-base-contrast-default', 'accent-base-default', 4.5],
  ['accent-base-contrast-default', 'accent-base-hover', 4.5],
  ['danger-text-subtle', 'neutral-surface-default', 4.5],
  // tags and alerts
  ...['warning', 'danger', 'success', 'info'].map((colour): [string, string, number] => [
    `${colour}-text-default`,
    `${colour}-surface-tinted`,
    7,
  ]),
  // no words: the dot of an unread letter, the edge of the selected row, the frames of fields
  ['accent-base-default', 'neutral-surface-default', 3],
  ['accent-base-default', 'accent-surface-tinted', 3],
  ['neutral-border-default', 'neutral-surface-default', 3],
  ['neutral-border-strong', 'neutral-surface-default', 3],
]

let mailbox: TestMailbox
before(async () => {
  mailbox = await startMailbox()
})
after(() => mailbox[Symbol.asyncDispose]())

describe('the colours of the theme', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`are far enough apart, ${colorScheme}`, async (test) => {
      await using visited = await visit(mailbox.browser, mailbox.server.url, { colorScheme })
      await visited.page.goto('/help')
      await visited.page.locator('h1').waitFor()
      const ratios = await visited.page.evaluate(contrasts, pairs)
      const low = pairs.flatMap(([words, ground, least], at) => {
        const ratio = ratios[at] ?? 0
        return ratio >= least ? [] : [`${words} on ${ground}: ${ratio.toFixed(2)} of ${least}`]
      })
      assert.deepEqual(low, [])
      test.diagnostic(`lowest: ${Math.min(...ratios).toFixed(2)}`)
    })
  }

  it('that are too near are found, since the border for decoration is one', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    await visited.page.goto('/help')
    await visited.page.locator('h1').waitFor()
    const [ratio = 0] = await visited.page.evaluate(contrasts, [
      ['neutral-border-subtle', 'neutral-surface-default', 3] as const,
    ])
    assert.ok(ratio > 1 && ratio < 3, `${ratio}`)
  })
})

/** Runs in the page: WCAG's contrast of each pair, as the browser paints it. */
function contrasts(wanted: readonly (readonly [string, string, number])[]): number[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const luminance = (token: string): number => {
    const probe = document.createElement('i')
    document.body.append(probe)
    probe.style.color = `var(--ds-color-${token}, transparent)`
    const colour = getComputedStyle(probe).color
    probe.remove()
    if (canvas === null || colour === 'rgba(0, 0, 0, 0)') throw new Error(`there is no colour ${token}`)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((channel) => {
      const share = channel / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  return wanted.map(([one, other]) => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  })
}
