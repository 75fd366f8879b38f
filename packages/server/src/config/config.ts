import type { Secret } from './secret.ts'

export type Mode = 'sandbox' | 'service'
/** How people sign in to a service; a sandbox only pretends. */
export type SignInChoice = 'oidc' | 'built-in'
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'

/** What a client can run into; each one is an option (`options.ts`). */
export interface Limits {
  readonly maxBodyBytes: number
  readonly maxDocuments: number
  readonly maxMessageXmlBytes: number
  readonly requestTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly minimumBytesPerSecond: number
  readonly maxConnections: number
  readonly maxConnectionsPerNetwork: number
  readonly maxConcurrentRequests: number
  readonly maxConcurrentPerSender: number
  readonly maxConcurrentPerNetwork: number
  /** Of one sender; 0: no limit. */
  readonly requestsPerSecond: number
  readonly identificationsPerSecond: number
  /** Of one mailbox; 0: no limit. */
  readonly mailboxRequestsPerSecond: number
}

/** As strings of `domain/access.ts`, which the configuration does not import. */
type Level = 'PASSWORD' | 'TWO_FACTOR' | 'IDPORTEN_3' | 'IDPORTEN_4'

/** The OpenID Connect provider and what its words mean here; each one is an option (`options.ts`). */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  /** One of the two. */
  readonly clientSecret?: Secret | undefined
  readonly clientKey?: Secret | undefined
  readonly clientKeyId?: string | undefined
  /** How the secret is shown; undefined: as the provider's description says. */
  readonly clientAuthentication?: 'client_secret_basic' | 'client_secret_post' | undefined
  /** How the parameters reach the provider; undefined: the strongest form that it offers. */
  readonly request?: 'pushed' | 'signed' | 'plain' | undefined
  readonly name: string
  readonly scopes: string
  /** What each `acr` is worth. */
  readonly levels: ReadonlyMap<string, Level>
  readonly defaultLevel?: Level | undefined
  readonly person: 'national-identity-number' | 'subject'
  readonly personClaim: string
  readonly signInAcr?: string | undefined
  readonly stepUpAcr: ReadonlyMap<Level, string>
  readonly clockToleranceSeconds: number
  readonly endsAtProvider: boolean
}

/** Everything an operator has set, checked and frozen. */
export interface Config {
  readonly mode: Mode
  readonly host: string
  readonly port: number
  /** Where `GET /metrics` is offered; absent: nowhere. */
  readonly metrics?: { readonly host: string; readonly port: number; readonly chosen: boolean } | undefined
  readonly databaseTimeoutMs: number
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
  /** Absent: a raised level lasts as long as the session. */
  readonly raisedMinutes?: number | undefined
  /** Absent in a sandbox; a service does not start without one. */
  readonly signIn?: SignInChoice | undefined
  /** There exactly when `signIn` is `oidc`. */
  readonly oidc?: OidcConfig | undefined
  /** How long the bin keeps a letter. */
  readonly binDays: number
  /** How many days the database must not have known a blob before it is removed for good. */
  readonly quarantineDays: number
  /** Where e-mail about sign-in is handed over; `gateways/smtp-server.ts` reads it. */
  readonly smtpUrl?: Secret | undefined
  /** There whenever `smtpUrl` is. */
  readonly mailFrom?: string | undefined
  /** Who runs the service, and where to ask them: one line each, for invitations by e-mail. */
  readonly operatorName?: string | undefined
  readonly operatorContact?: string | undefined
  /** Where the malware scanner listens; `gateways/clamd-address.ts` reads it. Absent: nothing is scanned. */
  readonly scanner?: string | undefined
  /** Addresses and networks (CIDR). */
  readonly trustedProxies: readonly string[]
  readonly logLevel: LogLevel
  /** What the operator should know about the environment, although it keeps nothing from starting. */
  readonly warnings: readonly string[]
}
