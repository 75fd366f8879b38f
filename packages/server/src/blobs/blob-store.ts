/** Keeps bytes under a key. It knows nothing of what they mean; `ContentStore` encrypts before it stores. */
export interface BlobStore {
  /** A key that no other blob has: 32 hexadecimal digits. */
  newKey(): string
  /**
   * Stores a blob. When it returns, the bytes survive a crash; when it throws, nothing is left. A piece of `bytes` is
   * valid only until the next one is asked for.
   */
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** @throws BlobMissingError while iterating, when there is no such blob outside the quarantine */
  read(key: string): AsyncIterable<Uint8Array>
  /** Removes a blob for good, also from the quarantine. Removing what is not there is no error. */
  remove(key: string): Promise<void>
  /** How many bytes can still be stored; undefined where that cannot be known. */
  freeBytes(): Promise<number | undefined>
  /** Stored bytes of a whole blob outside the quarantine; undefined if there is none. */
  size(key: string): Promise<number | undefined>
  /** Whether there is a whole blob outside the quarantine. */
  has(key: string): Promise<boolean>
  /** The keys of all blobs outside the quarantine, half-written ones included, in no order; one key may come twice. */
  list(): AsyncIterable<string>
  /** When a blob outside the quarantine was last written to; undefined if there is none. */
  modifiedAt(key: string): Promise<Date | undefined>

  /** Puts a blob into the quarantine, from where it can be restored. One that is not there is no error. */
  quarantine(key: string): Promise<void>
  /** Takes a blob out of the quarantine. @returns whether it was there */
  restore(key: string): Promise<boolean>
  /** Removes a blob from the quarantine for good. One that is not there is no error. */
  removeQuarantined(key: string): Promise<void>
  /** As `list`, of the quarantine. */
  listQuarantined(): AsyncIterable<string>

  /** The id of the installation that these blobs belong to; undefined if the store has not been claimed. */
  owner(): Promise<string | undefined>
  /**
   * Makes this installation the owner if there is none, all or nothing and lasting.
   *
   * @param replace also if there is another owner, whose id is kept beside it
   * @returns the owner that the store has now
   */
  claim(id: string, options?: { replace?: boolean }): Promise<string>
}

/** The store has no such blob: not a passing failure of the disk. */
export class BlobMissingError extends Error {
  override name = 'BlobMissingError'
}
