/** A place in the database where sealed bytes are kept. */
export interface SealedPlace {
  readonly table: string
  readonly id: string
  readonly column: string
}

/** Stored bytes that do not open where they are: they were changed, or belong to another row, or to another key. */
export class SealError extends Error {
  override readonly name = 'SealError'
  /** Undefined for content, whose bytes know no row. */
  readonly place: SealedPlace | undefined

  constructor(message: string, options: ErrorOptions & { place?: SealedPlace } = {}) {
    super(message, options)
    this.place = options.place
  }
}
