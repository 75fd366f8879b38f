import type { Run } from './marked-text.ts'
import { isNode, type StructContent, type StructNode } from './structure.ts'

/** A structure element with its text in place of the references to it. */
export interface Part {
  role: string
  node: StructNode
  kids: readonly (Part | Run)[]
  /** Web address, from the annotation that lies over the text. */
  href: string | undefined
  /** Something of it is drawn on this page. */
  isHere: boolean
}

export function isPart(kid: Part | Run): kid is Part {
  return 'role' in kid
}

/** Of what goes over pages or belongs to another letter, only what is on this page; empty cells keep their place. */
function belongsHere({ isHere, role }: Part): boolean {
  return isHere || role === 'TD' || role === 'TH'
}

/** Deeper or larger than any letter; what lies beyond is not lost, it counts as not reached by the tree. */
const deepest = 400
const most = 50_000

/** Gives each run to the element that names it, once; what is left over, the tree does not reach. */
export class Text {
  readonly #runs = new Map<string, Run[]>()
  readonly #named = new Map<string, number>()
  readonly #links: ReadonlyMap<string, string>
  readonly #present: ReadonlySet<string>
  readonly reached = new Set<Run>()
  readonly linked = new Set<string>()
  #left = most

  /** @param present ids of all content that is drawn on the page, be it text or not */
  constructor(
    runs: readonly Run[],
    tree: StructNode,
    links: ReadonlyMap<string, string>,
    present: ReadonlySet<string>,
  ) {
    this.#links = links
    this.#present = present
    for (const run of runs) {
      if (run.id !== null) this.#runs.set(run.id, [...(this.#runs.get(run.id) ?? []), run])
    }
    this.#countNames(tree, 0)
  }

  part(node: StructNode, depth = 0): Part {
    const kids: (Part | Run)[] = []
    let href: string | undefined
    let isHere = false
    for (const child of node.children) {
      if (depth > deepest || this.#left-- <= 0) break
      if (isNode(child)) {
        const part = this.part(child, depth + 1)
        if (belongsHere(part)) kids.push(part)
        isHere ||= part.isHere
      } else {
        if (child.type !== 'content') href ??= this.#linkOf(child)
        const runs = this.#take(child.id)
        kids.push(...runs)
        isHere ||= this.#isDrawn(child)
      }
    }
    return { role: node.role, node, kids, href, isHere }
  }

  /** Runs have the marks of their text, all of which are in the page. */
  #isDrawn({ type, id }: StructContent): boolean {
    return type !== 'content' || this.#present.has(id)
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
      } else this.#named.set(child.id, (this.#named.get(child.id) ?? 0) + 1)
    }
  }
}
