import { pdfString, type Weight } from './helvetica.ts'

export type Role = 'H1' | 'H2' | 'P'
type Colour = readonly [number, number, number]

/**
 * The content of one page. Text is tagged with its role as it is written, so that screen readers and text views find
 * it in reading order; ornaments are marked as artifacts, which they skip.
 */
export class TaggedPage {
  #operators: string[] = []
  readonly roles: Role[] = []

  /** Lines of one paragraph or heading, each at its own place. */
  text(
    role: Role,
    lines: readonly { text: string; x: number; y: number }[],
    weight: Weight,
    size: number,
    colour: Colour,
  ): void {
    const written = lines.map(({ text, x, y }) => `1 0 0 1 ${number(x)} ${number(y)} Tm ${pdfString(text)} Tj`)
    const font = weight === 'bold' ? '/F2' : '/F1'
    this.#operators.push(
      `/${role} <</MCID ${this.roles.length}>> BDC BT ${font} ${size} Tf ${fill(colour)}`,
      ...written,
      'ET EMC',
    )
    this.roles.push(role)
  }

  /** Text that repeats what is said elsewhere, or is no part of the letter. */
  ornamentText(text: string, place: { x: number; y: number }, weight: Weight, size: number, colour: Colour): void {
    const font = weight === 'bold' ? '/F2' : '/F1'
    this.#operators.push(
      `/Artifact BMC BT ${font} ${size} Tf ${fill(colour)} 1 0 0 1 ${number(place.x)} ${number(place.y)} Tm ${pdfString(text)} Tj ET EMC`,
    )
  }

  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void {
    const box = [x, y, width, height].map(number).join(' ')
    this.#operators.push(`/Artifact BMC ${fill(colour)} ${box} re f EMC`)
  }

  content(): string {
    return this.#operators.join('\n')
  }
}

function fill(colour: Colour): string {
  return `${colour.map((part) => number(part / 255)).join(' ')} rg`
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
