import type { BoundType } from './bound-type.ts'
import type { Place } from './content-machine.ts'
import type { BoundField } from './content-model.ts'
import type { SimpleType } from './simple-types.ts'

/** A value under construction: property names come from the table, never from the document. */
type Draft = Record<string, unknown>

/** An open element of the document being read. */
export interface Frame {
  /** What this element is in its parent; undefined for the root. */
  readonly field: BoundField | undefined
  readonly name: string
  /** Which one of its kind, from 1; 0 where only one may stand. */
  readonly index: number
  readonly bound: BoundType | undefined
  readonly simple: SimpleType | undefined
  readonly value: Draft
  /** The child read last, and how many of it. */
  place: Place | undefined
  count: number
  /** Names read so far, kept only where the order is free. */
  readonly seen: Set<string> | undefined
  text: string
  /** Text or character data stood here, even if empty. */
  hasText: boolean
}

export function openFrame(
  name: string,
  index: number,
  field: BoundField | undefined,
  type: BoundType | SimpleType,
): Frame {
  const bound = 'machine' in type ? type : undefined
  return {
    field,
    name,
    index,
    bound,
    simple: 'machine' in type ? type.text : type,
    value: {},
    place: undefined,
    count: 0,
    seen: bound?.type.unordered === true ? new Set() : undefined,
    text: '',
    hasText: false,
  }
}

/** The way to an element, such as /message/attachment[2]/subject. */
export const pathOf = (frames: readonly Frame[]): string =>
  frames.length === 0
    ? '/'
    : frames.map((frame) => `/${frame.name}${frame.index === 0 ? '' : `[${frame.index}]`}`).join('')
