/** The documented table of everything an operator can set. `load.ts` reads it; the reference page is made from it. */

export type OptionType =
  | { kind: 'text' }
  | { kind: 'secret' }
  | { kind: 'url' }
  | { kind: 'directory' }
  | { kind: 'number'; unit: 'count' | 'bytes' | 'seconds' | 'minutes' | 'port'; minimum: number; maximum: number }
  | { kind: 'choice'; choices: readonly string[] }

export interface Option {
  /** The environment variable. A secret can also come from a file named by `<variable>_FILE`. */
  variable: string
  type: OptionType
  /** As it would be written in the environment; absent: the option is optional. */
  default?: string
  /** One sentence for the reference page. */
  doc: string
}

const count = (minimum: number, maximum: number): OptionType => ({ kind: 'number', unit: 'count', minimum, maximum })
const seconds = (minimum: number, maximum: number): OptionType => ({
  kind: 'number',
  unit: 'seconds',
  minimum,
  maximum,
})
const minutes = (minimum: number, maximum: number): OptionType => ({
  kind: 'number',
  unit: 'minutes',
  minimum,
  maximum,
})
const bytes = (minimum: number, maximum: number): OptionType => ({ kind: 'number', unit: 'bytes', minimum, maximum })

export const options = {
  mode: {
    variable: 'BREVDUE_MODE',
    type: { kind: 'choice', choices: ['sandbox', 'service'] },
    default: 'service',
    doc: 'What the server is: a sandbox with demo people who sign in without proof, or a service for real letters; `brevdue sandbox` sets it.',
  },
  host: { variable: 'HOST', type: { kind: 'text' }, default: '127.0.0.1', doc: 'The address to listen on.' },
  port: {
    variable: 'PORT',
    type: { kind: 'number', unit: 'port', minimum: 0, maximum: 65535 },
    default: '8282',
    doc: 'The port to listen on; 0 takes a free one.',
  },
  publicUrl: {
    variable: 'BREVDUE_PUBLIC_URL',
    type: { kind: 'url' },
    doc: 'Where clients reach the server, for the links in its answers; by default taken from the address it listens on.',
  },
  dataDirectory: {
    variable: 'BREVDUE_DATA',
    type: { kind: 'directory' },
    default: './data',
    doc: 'Where everything that the server keeps on disk lies: keys, letters and the embedded database.',
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    type: { kind: 'secret' },
    doc: 'A PostgreSQL to use instead of the embedded one, as postgres://account:password@host:port/database; one server at a time may use it.',
  },
  databaseConnections: {
    variable: 'BREVDUE_DATABASE_CONNECTIONS',
    type: count(2, 500),
    default: '20',
    doc: 'How many connections to the database are open at most.',
  },
  blobs: {
    variable: 'BLOBS',
    type: { kind: 'text' },
    default: 'disk',
    doc: 'Where the content of letters is kept: `disk` is the folder `blobs` in the data directory.',
  },
  masterKey: {
    variable: 'BREVDUE_MASTER_KEY',
    type: { kind: 'secret' },
    doc: 'The key that protects all content keys and national identity numbers, 32 bytes in base64; by default made once and kept in the data directory.',
  },
  maxBodyBytes: {
    variable: 'BREVDUE_MAX_BODY_BYTES',
    type: bytes(1024, 1024 ** 4),
    default: '104857600',
    doc: 'The largest request body that is accepted.',
  },
  maxDocuments: {
    variable: 'BREVDUE_MAX_DOCUMENTS',
    type: count(1, 202),
    default: '202',
    doc: 'The most documents that one message may have, the primary document included.',
  },
  maxMessageXmlBytes: {
    variable: 'BREVDUE_MAX_MESSAGE_XML_BYTES',
    type: bytes(1024, 64 * 1024 ** 2),
    default: '2097152',
    doc: 'The largest XML part of a message, its data types included.',
  },
  requestTimeoutSeconds: {
    variable: 'BREVDUE_REQUEST_TIMEOUT',
    type: seconds(1, 43_200), // less than the day after which the sweeper takes what was staged
    default: '600',
    doc: 'How long one request may take from its first to its last byte.',
  },
  headersTimeoutSeconds: {
    variable: 'BREVDUE_HEADERS_TIMEOUT',
    type: seconds(1, 3_600),
    default: '20',
    doc: 'How long the headers of a request may take to arrive.',
  },
  minimumBytesPerSecond: {
    variable: 'BREVDUE_MIN_BYTES_PER_SECOND',
    type: bytes(0, 1024 ** 3),
    default: '1000',
    doc: 'A body that arrives slower than this, on average and after a few seconds of grace, is refused; 0 accepts any pace.',
  },
  maxConcurrentRequests: {
    variable: 'BREVDUE_MAX_CONCURRENT_REQUESTS',
    type: count(1, 100_000),
    default: '256',
    doc: 'How many requests are worked on at once; more are refused at once and may be tried again.',
  },
  sessionIdleMinutes: {
    variable: 'BREVDUE_SESSION_IDLE_MINUTES',
    type: minutes(1, 1_440),
    default: '30',
    doc: 'A mailbox session ends after this long without use.',
  },
  sessionAbsoluteMinutes: {
    variable: 'BREVDUE_SESSION_ABSOLUTE_MINUTES',
    type: minutes(1, 10_080),
    default: '480',
    doc: 'A mailbox session ends after this long however much it is used.',
  },
  logLevel: {
    variable: 'BREVDUE_LOG_LEVEL',
    type: { kind: 'choice', choices: ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] },
    default: 'info',
    doc: 'The least important kind of log line that is written; `brevdue sandbox` writes `warn` and above when nothing is set.',
  },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof options
