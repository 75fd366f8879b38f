import type { Box, Point } from './geometry.ts'

/** One character as it is painted. Places are in points; the frame is turned so that the text runs to the right. */
export interface Glyph {
  /** What it means by the PDF; more than one letter for a ligature. */
  text: string
  /** Place in the order of painting. */
  order: number
  /** Start and baseline in the text's own frame, and where it ends. */
  x: number
  y: number
  right: number
  /** Height of the letters' square. */
  size: number
  /** Direction of the text, in degrees. */
  angle: number
  /** On the page: the places that decide whether it is seen, and a box around it. */
  samples: readonly Point[]
  box: Box
  /** Undefined for a pattern. */
  color: Color | undefined
  font: string
  /** The glyph in its font: two glyphs of one character are not the same drawing. */
  code: string
  /** Lowest and highest place of its outline above the baseline, in ems; undefined when it is not known. */
  ink: readonly [bottom: number, top: number] | undefined
  /** The font does not say for sure which character it is. */
  unsure: boolean
  /** Painted with no ink, as the text under a scanned page is. */
  invisible: boolean
  /** Why it is not on the page whatever else is painted; undefined when it may be. */
  absent: boolean
  /** A part of it is cut off. */
  cut: boolean
}

export type Color = readonly [red: number, green: number, blue: number]

/** The beginning or the end of marked content, in the order of painting. */
export type MarkEvent =
  | { begins: true; id: string | null; tag: string; actualText: string | null; alone?: true }
  | { begins: false }

/** Something painted that is no text. */
export interface Shape {
  order: number
  kind: 'fill' | 'line' | 'image'
  polygons: readonly (readonly Point[])[]
  evenOdd: boolean
  box: Box
  /** Undefined where it is not one colour. */
  color: Color | undefined
  /** Whether what is below can be seen through it; undefined where that cannot be known. */
  opaque: boolean | undefined
  /** Of a line: how thick it is. */
  thickness: number
}

export interface Drawing {
  entries: readonly (Glyph | MarkEvent)[]
  shapes: readonly Shape[]
}

export function isGlyph(entry: Glyph | MarkEvent): entry is Glyph {
  return 'samples' in entry
}
