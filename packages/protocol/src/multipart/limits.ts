/** Bounds on what one multipart body may make the reader do. The bytes of the parts are for the caller to count. */
export type MultipartLimits = {
  /** Parts in the body. Default 1000. */
  readonly maxParts?: number
  /** Bytes of one part's header block. Default 16 KiB. */
  readonly maxHeaderBytes?: number
  /** Header lines of one part. Default 32. */
  readonly maxHeaders?: number
  /** Bytes before the first boundary. Default 64 KiB. */
  readonly maxPreambleBytes?: number
}

export const defaultMultipartLimits = {
  maxParts: 1000,
  maxHeaderBytes: 16 * 1024,
  maxHeaders: 32,
  maxPreambleBytes: 64 * 1024,
} as const satisfies Required<MultipartLimits>
