import type { Secret } from './secret.ts'

export type Mode = 'sandbox' | 'service'
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'

/** What a client can run into; each one is an option (`options.ts`). */
export interface Limits {
  readonly maxBodyBytes: number
  readonly maxDocuments: number
  readonly maxMessageXmlBytes: number
  readonly requestTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly minimumBytesPerSecond: number
  readonly maxConcurrentRequests: number
}

/** Everything an operator has set, checked and frozen. */
export interface Config {
  readonly mode: Mode
  readonly host: string
  readonly port: number
  /** Without a trailing slash. */
  readonly publicUrl?: string | undefined
  /** Absolute. */
  readonly dataDirectory: string
  /** Absent: the embedded PostgreSQL in the data directory. */
  readonly databaseUrl?: Secret | undefined
  readonly databaseConnections: number
  /** 32 bytes in base64. Absent: `<data>/keys/master.key`. */
  readonly masterKey?: Secret | undefined
  readonly limits: Limits
  readonly sessionIdleMinutes: number
  readonly sessionAbsoluteMinutes: number
  readonly logLevel: LogLevel
}
