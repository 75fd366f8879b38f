import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Finding {
  id: string
  nodes: { target: string[]; failureSummary?: string }[]
}

/** A target that a sticky bar covers in part is whole again when scrolled; the focus test sees that it comes free. */
function isScrolledUnder(id: string, { failureSummary }: Finding['nodes'][number]): boolean {
  return id === 'target-size' && /partially obscured/.test(failureSummary ?? '')
}

/**
 * Runs axe in the page without switching the CSP off: the debugger may evaluate what the page may not.
 *
 * @returns violations, one line each
 */
export async function axeViolations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      ...{ expression, awaitPromise: true, returnByValue: true },
    })
    if (exceptionDetails !== undefined) throw new Error(`axe: ${exceptionDetails.exception?.description}`)
    return result.value
  }
  // half-faded text has half the contrast
  await evaluate(
    'document.getAnimations().filter((a) => a.effect.getTiming().iterations === 1).forEach((a) => a.finish())',
  )
  await evaluate(source)
  // the sender's own content is the sender's; Brevdue answers for what stands around it
  const context = JSON.stringify({ exclude: [['.textLayer']] })
  const run = `axe.run(${context}, { runOnly: ${JSON.stringify(tags)}, iframes: false }).then((r) => r.violations)`
  const violations = (await evaluate(run)) as Finding[]
  await session.detach()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter((node) => !isScrolledUnder(id, node))
      .map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  )
}
