import { namespaces } from '../versions.ts'
import type { BoundType } from './bound-type.ts'
import type { Place } from './content-machine.ts'
import type { Frame } from './frame.ts'
import { shownName } from './schema-error.ts'
import type { Fail } from './simple-values.ts'

/** Where an element has come in its content: which child was last, how many of it, and all where order is free. */
export interface Progress {
  place: Place | undefined
  count: number
  readonly seen: Set<string> | undefined
}

function expectedAfter(progress: Progress, bound: BoundType): string {
  const { place, count } = progress
  const names = [...(place === undefined ? bound.machine.first : place.next).keys()]
  if (place !== undefined && count < place.field.min) return `expected <${place.field.name}>`
  if (place !== undefined && count < place.field.max) names.unshift(place.field.name)
  const left = names.filter((name) => progress.seen?.has(name) !== true).map((name) => `<${name}>`)
  if (left.length === 0) return 'expected the end of the element'
  // A long list helps nobody: every data type may stand in the same place.
  return `expected ${left.slice(0, 12).join(', ')}${left.length > 12 ? ', …' : ''}`
}

/** Takes one more child into account, or fails with what may stand instead. */
export function step(progress: Progress, bound: BoundType, name: string, fail: Fail): Place {
  const { place } = progress
  if (place !== undefined && place.field.name === name && progress.count < place.field.max) {
    progress.count++
    return place
  }
  const open = place === undefined || progress.count >= place.field.min
  const next = open ? (place === undefined ? bound.machine.first : place.next).get(name) : undefined
  if (next === undefined || progress.seen?.has(name) === true) {
    return fail(`unexpected element <${shownName(name)}>, ${expectedAfter(progress, bound)}`)
  }
  progress.seen?.add(name)
  progress.place = next
  progress.count = 1
  return next
}

/** As `step`, for an element of a document: its namespace counts too. */
export function stepInto(frame: Frame, bound: BoundType, tag: { uri: string; local: string }, fail: Fail): Place {
  if (tag.uri !== namespaces[bound.childEdition]) {
    return fail(
      `unexpected element <${shownName(tag.local)}> of another namespace, expected ${namespaces[bound.childEdition]}`,
    )
  }
  return step(frame, bound, tag.local, fail)
}
