import type { Run } from './marked-text.ts'
import { isNode, type StructContent, type StructNode } from './structure.ts'

/** A structure element with its text in place of the references to it. */
export interface Part {
  role: string
  node: StructNode
  kids: readonly (Part | Run)[]
  /** Web address, from the annotation that lies over the text. */
  href: string | undefined
}

export function isPart(kid: Part | Run): kid is Part {
  return 'role' in kid
}

/** Deeper or larger than any letter; what lies beyond is not lost, it counts as not reached by the tree. */
const deepest = 100
const most = 50_000

/** Gives each run to the element that names it, once; what is left over, the tree does not reach. */
export class Text {
  readonly #runs = new Map<string, Run[]>()
  readonly #named = new Map<string, number>()
  readonly #links: ReadonlyMap<string, string>
  readonly reached = new Set<Run>()
  readonly linked = new Set<string>()
  #left = most

  constructor(runs: readonly Run[], tree: StructNode, links: ReadonlyMap<string, string>) {
    this.#links = links
    for (const run of runs) {
      if (run.id !== null) this.#runs.set(run.id, [...(this.#runs.get(run.id) ?? []), run])
    }
    this.#countNames(tree, 0)
  }

  part(node: StructNode, depth = 0): Part {
    const kids: (Part | Run)[] = []
    let href: string | undefined
    for (const child of node.children) {
      if (depth > deepest || this.#left-- <= 0) break
      if (isNode(child)) kids.push(this.part(child, depth + 1))
      else if (child.type === 'content') kids.push(...this.#take(child.id))
      else href ??= this.#linkOf(child)
    }
    return { role: node.role, node, kids, href }
  }

  /**
   * Content of a form drawn into the page may carry the same number as the page's own. Then each name takes one run in
   * its turn, and the last what is left: no word is lost and none is said twice.
   */
  #take(id: string): Run[] {
    const names = (this.#named.get(id) ?? 1) - 1
    this.#named.set(id, names)
    const waiting = this.#runs.get(id) ?? []
    const taken = waiting.splice(0, names > 0 ? 1 : waiting.length)
    for (const run of taken) this.reached.add(run)
    return taken
  }

  #linkOf({ id }: StructContent): string | undefined {
    const href = this.#links.get(id)
    if (href !== undefined) this.linked.add(href)
    return href
  }

  #countNames(node: StructNode, depth: number): void {
    for (const child of node.children) {
      if (isNode(child)) {
        if (depth <= deepest) this.#countNames(child, depth + 1)
      } else if (child.type === 'content') this.#named.set(child.id, (this.#named.get(child.id) ?? 0) + 1)
    }
  }
}
