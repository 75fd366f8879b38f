import type { Color } from './drawing.ts'
import { type Box, identity, type Matrix } from './geometry.ts'

/** What the operators of a page set and text and shapes are painted with; saved and restored as a whole. */
export interface PaintState {
  matrix: Matrix
  clip: Box
  fill: Color | undefined
  stroke: Color | undefined
  fillAlpha: number
  strokeAlpha: number
  /** Colours are laid over what is below; highlighters mix with it. */
  plain: boolean
  /** A mask decides what is seen of what is painted. */
  masked: boolean
  lineWidth: number
  font: string
  fontSize: number
  charSpacing: number
  wordSpacing: number
  /** 1 for letters as wide as the font has them. */
  stretch: number
  leading: number
  rise: number
  mode: number
}

const black: Color = [0, 0, 0]

export function firstState(page: Box): PaintState {
  return {
    matrix: identity,
    clip: page,
    fill: black,
    stroke: black,
    fillAlpha: 1,
    strokeAlpha: 1,
    plain: true,
    masked: false,
    lineWidth: 1,
    font: '',
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  }
}

/** @param value as pdf.js gives colours: #rrggbb */
export function colorOf(value: unknown): Color | undefined {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) return undefined
  const number = Number.parseInt(value.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

/** Applies one entry of a graphics state dictionary. */
export function setGraphics(state: PaintState, key: string, value: unknown): void {
  if (key === 'ca' && typeof value === 'number') state.fillAlpha = value
  else if (key === 'CA' && typeof value === 'number') state.strokeAlpha = value
  else if (key === 'LW' && typeof value === 'number') state.lineWidth = value
  else if (key === 'BM') state.plain = value === 'source-over'
  else if (key === 'SMask') state.masked = value !== false && value !== null
  else if (key === 'Font' && Array.isArray(value)) [state.font, state.fontSize] = value as [string, number]
}
