import { inspect } from 'node:util'

const redacted = '[redacted]'

/** A value that must not reach a log, an error text or JSON: it prints as `[redacted]` however it is printed. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it where the value is used, never earlier. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [inspect.custom](): string {
    return redacted
  }
}
