import { namespaces } from '../../src/versions.ts'
import type { SimpleType } from '../../src/xml/simple-types.ts'
import type { Random } from './random.ts'
import { doubtfulText, validText } from './sample-text.ts'
import type { Tree } from './sample-tree.ts'

const all = (tree: Tree): Tree[] => [tree, ...tree.children.flatMap(all)]

type Change = (tree: Tree, random: Random, names: readonly string[]) => void

/** A place among the children, and the child there, if any. */
function placeIn(tree: Tree, random: Random): { at: number; child: Tree | undefined } {
  const at = random.below(tree.children.length + 1)
  return { at, child: tree.children[at] }
}

function removeChild(tree: Tree, random: Random): void {
  tree.children.splice(placeIn(tree, random).at, 1)
}

function repeatChild(tree: Tree, random: Random): void {
  const { at, child } = placeIn(tree, random)
  if (child !== undefined) tree.children.splice(at, 0, copyOf(child))
}

function reverseChildren(tree: Tree): void {
  tree.children.reverse()
}

function moveChild(tree: Tree, random: Random): void {
  tree.children.push(...tree.children.splice(placeIn(tree, random).at, 1))
}

function renameChild(tree: Tree, random: Random, names: readonly string[]): void {
  const { child } = placeIn(tree, random)
  if (child !== undefined) child.name = random.pick(names)
}

function changeNamespace(tree: Tree, random: Random): void {
  const { child } = placeIn(tree, random)
  if (child !== undefined) child.namespace = random.pick([...Object.values(namespaces), '', 'urn:other'])
}

function addAttribute(tree: Tree, random: Random): void {
  tree.attributes.set(random.pick(['unknown', 'uuid', 'uri', 'type', 'xml:lang', 'rel', '{other}uri']), 'x')
}

function removeAttribute(tree: Tree, random: Random): void {
  tree.attributes.delete(random.pick(['uri', 'uuid', 'created', 'type', 'error-code', 'subject', '{xsi}type']))
}

function addText(tree: Tree, random: Random): void {
  tree.text += random.pick([' ', 'x', '\n\t', '\u00a0'])
}

function changeType(tree: Tree, random: Random): void {
  // On an element with text alone, our reader is narrower on purpose (type-substitution.ts).
  if (tree.simple !== undefined) return
  tree.attributes.set('{xsi}type', random.pick(['invoice', 'document', 'link', tree.name, 'postmarked-metadata']))
}

function addInstanceAttribute(tree: Tree, random: Random): void {
  const names = ['{xsi}nil', '{xsi}schemaLocation', '{xsi}noNamespaceSchemaLocation', '{xsi}other']
  tree.attributes.set(random.pick(names), 'false')
}

function addChild(tree: Tree, random: Random, names: readonly string[]): void {
  tree.children.splice(placeIn(tree, random).at, 0, { ...copyOf(tree), children: [], name: random.pick(names) })
}

function multiplyChild(tree: Tree, random: Random): void {
  const { at, child } = placeIn(tree, random)
  if (child !== undefined) tree.children.splice(at, 0, ...Array.from({ length: random.below(204) }, () => child))
}

const hasRule = (type: SimpleType) => type.base !== 'string' || Object.keys(type.facets).length > 0

/** The most frequent change: a value near the limits of its type. */
function changeText(tree: Tree, random: Random): void {
  const types = [...tree.attributeTypes]
  const limited = types.filter(([, type]) => hasRule(type))
  const attribute = types.length === 0 ? undefined : random.pick(limited.length > 0 ? limited : types)
  if (attribute !== undefined && (tree.simple === undefined || random.chance(0.5))) {
    const text = (random.chance(0.8) ? doubtfulText : validText)(attribute[1], tree.edition, random)
    tree.attributes.set(attribute[0], text)
  } else if (tree.simple !== undefined) tree.text = doubtfulText(tree.simple, tree.edition, random)
}

/** Whether a value of the element has limits to be near to. */
const isLimited = (tree: Tree) =>
  (tree.simple !== undefined && hasRule(tree.simple)) || [...tree.attributeTypes.values()].some(hasRule)

const copyOf = (tree: Tree): Tree => ({
  ...tree,
  attributes: new Map(tree.attributes),
  children: tree.children.map(copyOf),
})

const changes: readonly Change[] = [
  removeChild,
  repeatChild,
  reverseChildren,
  moveChild,
  renameChild,
  changeNamespace,
  addAttribute,
  removeAttribute,
  addText,
  changeType,
  addInstanceAttribute,
  addChild,
  multiplyChild,
  changeText,
]

/** Takes back what libxml2 judges wrongly: white space around dates and NaN (refused), and a number such as 1e (let through). */
function withoutQuirks(text: string, type: SimpleType | undefined): string {
  if (type?.base === 'date' || type?.base === 'dateTime') return text.trim()
  return type?.base === 'double' ? text.trim().replace(/[eE][+-]?$/, '') : text
}

/** Changes a document in a few places; most often, but not always, it then breaks the schema. */
export function breakTree(tree: Tree, random: Random, names: readonly string[]): void {
  for (let count = 1 + random.below(3); count > 0; count--) {
    const places = all(tree)
    const limited = places.filter(isLimited)
    // Half of the changes go to values, which would otherwise be rare among all elements.
    if (limited.length > 0 && random.chance(0.5)) changeText(random.pick(limited), random)
    else random.pick(changes)(random.pick(places), random, names)
  }
  for (const place of all(tree)) {
    place.text = withoutQuirks(place.text, place.simple)
    for (const [name, type] of place.attributeTypes) {
      const text = place.attributes.get(name)
      if (text !== undefined) place.attributes.set(name, withoutQuirks(text, type))
    }
  }
}
