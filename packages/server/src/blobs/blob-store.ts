/** Keeps bytes under a key. It knows nothing of what they mean; `ContentStore` encrypts before it stores. */
export interface BlobStore {
  /** A key that no other blob has: 32 hexadecimal digits. */
  newKey(): string
  /**
   * Stores a blob. When it returns, the bytes survive a crash; when it throws, nothing is left. A piece of `bytes` is
   * valid only until the next one is asked for.
   */
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** @throws while iterating, when there is no such blob */
  read(key: string): AsyncIterable<Uint8Array>
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>
  /** Every blob that is stored or was begun, in no order. */
  list(): AsyncIterable<{ key: string; modifiedAt: Date }>
}
