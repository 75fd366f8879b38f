import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { CDPSession, Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Node {
  target: string[]
  html: string
  failureSummary?: string
}
interface Finding {
  id: string
  nodes: Node[]
}

/**
 * What axe leaves to people, and why each kind of it is no fault here. Anything else that it leaves open is looked at
 * by somebody, and then either mended or added.
 */
const triaged: readonly { id: string; why: RegExp; because: string }[] = [
  {
    id: 'color-contrast',
    why: /only 1 character|too short to determine|only non-text characters/,
    because: 'initials, counts and keys; contrast.test.ts measures the colours that they are made of',
  },
  {
    id: 'color-contrast',
    why: /partially obscured|overlapped by another element|partially overlaps other/,
    because: 'rows under a sticky bar or an open menu; measured in the views where they lie free',
  },
  {
    id: 'target-size',
    why: /partially obscured/,
    because: 'a target that a sticky bar covers in part is whole again when scrolled; the focus test sees it come free',
  },
  {
    id: 'target-size',
    why: /<input[^>]*type="checkbox"/,
    because: 'the label around the box is the target; every-view.test.ts measures it',
  },
  {
    id: 'frame-tested',
    why: /html-frame/,
    because: 'the frame holds the letter of the sender, and nothing of ours',
  },
]

const isTriaged = (id: string, { failureSummary, html }: Node): boolean => {
  const said = `${failureSummary ?? ''} ${html}`
  return triaged.some((one) => one.id === id && one.why.test(said))
}

/**
 * Runs axe in the page without switching the CSP off: the debugger may evaluate what the page may not.
 *
 * @param what 'contrast' after nothing but colours have changed: all else is judged by what does not depend on them
 * @returns violations, and what axe could not decide and nobody has looked at yet, one line each
 */
export async function axeViolations(page: Page, what: 'everything' | 'contrast' = 'everything'): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  // half-faded text has half the contrast
  await evaluate(
    session,
    'document.getAnimations().filter((a) => a.effect.getTiming().iterations === 1).forEach((a) => a.finish())',
  )
  if ((await evaluate(session, 'typeof axe')) !== 'object') await evaluate(session, source)
  const options = {
    runOnly: what === 'contrast' ? ['color-contrast', 'link-in-text-block'] : tags,
    resultTypes: ['violations', 'incomplete'],
    iframes: false,
    preload: false,
  }
  // the sender's own content is the sender's; Brevdue answers for what stands around it
  const context = { exclude: [['.textLayer']] }
  const run = `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`
  const found = `${run}.then(({ violations, incomplete }) => [violations, incomplete])`
  const [violations, incomplete] = (await evaluate(session, found)) as [Finding[], Finding[]]
  await session.detach()
  const line = (id: string, { target, failureSummary, html }: Node) =>
    `${id}: ${target.join(' ')} ${failureSummary ?? ''} ${html.slice(0, 120)}`
  return [
    ...violations.flatMap(({ id, nodes }) =>
      // the one violation that depends on where one has scrolled to
      nodes.filter((node) => id !== 'target-size' || !isTriaged(id, node)).map((node) => line(id, node)),
    ),
    ...incomplete.flatMap(({ id, nodes }) =>
      nodes.filter((node) => !isTriaged(id, node)).map((node) => `undecided ${line(id, node)}`),
    ),
  ]
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    ...{ expression, awaitPromise: true, returnByValue: true },
  })
  if (exceptionDetails !== undefined) throw new Error(`axe: ${exceptionDetails.exception?.description}`)
  return result.value
}
