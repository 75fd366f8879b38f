import type { BoundField, Particle } from './content-model.ts'

/** One place in a content model where an element may stand, and what may follow it. */
export interface Place {
  readonly field: BoundField
  readonly next: ReadonlyMap<string, Place>
  /** The content may end here. */
  readonly last: boolean
}

/**
 * Decides the order of children one name at a time. The schema rule that a name alone must decide where it belongs
 * (unique particle attribution) makes one step per child enough, so time is linear whatever comes.
 */
export interface ContentMachine {
  readonly first: ReadonlyMap<string, Place>
  /** No children at all are allowed. */
  readonly mayBeEmpty: boolean
  /** Every place, in the order of the schema. */
  readonly places: readonly Place[]
}

interface MutablePlace {
  field: BoundField
  next: Map<string, Place>
  last: boolean
}
interface Piece {
  first: MutablePlace[]
  last: MutablePlace[]
  nullable: boolean
}

const join = (from: readonly MutablePlace[], to: readonly MutablePlace[]) => {
  for (const place of from) for (const target of to) place.next.set(target.field.name, target)
}

function pieceOfSequence(particles: readonly Particle[], places: MutablePlace[]): Piece {
  const whole: Piece = { first: [], last: [], nullable: true }
  for (const particle of particles) {
    const piece = pieceOf(particle, places)
    join(whole.last, piece.first)
    if (whole.nullable) whole.first.push(...piece.first)
    whole.last = piece.nullable ? [...whole.last, ...piece.last] : piece.last
    whole.nullable &&= piece.nullable
  }
  return whole
}

function pieceOf(particle: Particle, places: MutablePlace[]): Piece {
  if (particle.kind === 'element') {
    const place: MutablePlace = { field: particle.field, next: new Map(), last: false }
    places.push(place)
    return { first: [place], last: [place], nullable: particle.field.min === 0 }
  }
  if (particle.kind === 'sequence') return pieceOfSequence(particle.particles, places)
  const pieces = particle.particles.map((inner) => pieceOf(inner, places))
  return {
    first: pieces.flatMap((piece) => piece.first),
    last: pieces.flatMap((piece) => piece.last),
    nullable: particle.min === 0 || pieces.some((piece) => piece.nullable),
  }
}

function orderedMachine(content: Particle): ContentMachine {
  const places: MutablePlace[] = []
  const piece = pieceOf(content, places)
  for (const place of piece.last) place.last = true
  return { first: new Map(piece.first.map((place) => [place.field.name, place])), mayBeEmpty: piece.nullable, places }
}

/** Any order: every place may follow every other one; that none stands twice is the reader's and writer's check. */
function unorderedMachine(content: Particle): ContentMachine {
  const machine = orderedMachine(content)
  const places = machine.places as MutablePlace[]
  for (const place of places) {
    place.last = true
    for (const other of places) if (other !== place) place.next.set(other.field.name, other)
  }
  return { first: new Map(places.map((place) => [place.field.name, place])), mayBeEmpty: true, places }
}

export const contentMachine = (content: Particle, unordered: boolean): ContentMachine =>
  unordered ? unorderedMachine(content) : orderedMachine(content)
