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
  metricsHost: {
    variable: 'BREVDUE_METRICS_HOST',
    type: { kind: 'text' },
    default: '127.0.0.1',
    doc: 'The address that `GET /metrics` is offered on, apart from everything else, so that no proxy publishes it.',
  },
  metricsPort: {
    variable: 'BREVDUE_METRICS_PORT',
    type: { kind: 'text' },
    doc: 'The port of `GET /metrics`, 0 for a free one, or `off`; by default the one after PORT.',
  },
  databaseTimeoutSeconds: {
    variable: 'BREVDUE_DATABASE_TIMEOUT',
    type: seconds(1, 3600),
    default: '60',
    doc: 'How long one query of a request may take before it is given up and answered with 503.',
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
    doc: 'A PostgreSQL to use instead of the embedded one, as postgres://account:password@host:port/database; one server at a time may use it. What the address leaves out is taken from PGSSLMODE, PGPASSWORD, PGOPTIONS and the like; the embedded PostgreSQL ignores them.',
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
  maxConnections: {
    variable: 'BREVDUE_MAX_CONNECTIONS',
    type: count(10, 1_000_000),
    default: '10000',
    doc: 'How many connections are open at most; beyond, the oldest idle one of the network that has most ends for each new one.',
  },
  maxConnectionsPerNetwork: {
    variable: 'BREVDUE_MAX_CONNECTIONS_PER_NETWORK',
    type: count(10, 1_000_000),
    default: '1000',
    doc: 'How many of those may be of one network (an IPv4 address, or the /64 of an IPv6 one); proxies and closed networks are not counted.',
  },
  maxConcurrentRequests: {
    variable: 'BREVDUE_MAX_CONCURRENT_REQUESTS',
    type: count(1, 100_000),
    default: '256',
    doc: 'How many requests are worked on at once; more are refused at once and may be tried again.',
  },
  maxConcurrentPerSender: {
    variable: 'BREVDUE_MAX_CONCURRENT_PER_SENDER',
    type: count(1, 100_000),
    default: '128',
    doc: 'How many of those may be of one account; it should be less than all, so that one sender leaves room for the others.',
  },
  maxConcurrentPerNetwork: {
    variable: 'BREVDUE_MAX_CONCURRENT_PER_NETWORK',
    type: count(1, 100_000),
    default: '128',
    doc: 'How many of those may come from one network (an IPv4 address, or the /64 of an IPv6 one), where it can be told (BREVDUE_TRUSTED_PROXIES).',
  },
  requestsPerSecond: {
    variable: 'BREVDUE_REQUESTS_PER_SECOND',
    type: count(0, 1_000_000),
    default: '2000',
    doc: 'How many requests one account may send per second, counted over ten; more are answered 429 with Retry-After and may be tried again; 0 sets no limit.',
  },
  identificationsPerSecond: {
    variable: 'BREVDUE_IDENTIFICATIONS_PER_SECOND',
    type: count(0, 1_000_000),
    default: '30',
    doc: 'How many people one account may ask about per second, counted over ten, so that nobody can try out all identity numbers; 0 sets no limit.',
  },
  mailboxRequestsPerSecond: {
    variable: 'BREVDUE_MAILBOX_REQUESTS_PER_SECOND',
    type: count(0, 1_000_000),
    default: '300',
    doc: 'How many requests the sessions of one mailbox may send per second, counted over ten; 0 sets no limit.',
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
  raisedMinutes: {
    variable: 'BREVDUE_RAISED_MINUTES',
    type: minutes(1, 10_080),
    doc: 'A stronger sign-in lapses to the first one after this long; by default it lasts as long as the session.',
  },
  signIn: {
    variable: 'BREVDUE_SIGN_IN',
    type: { kind: 'choice', choices: ['oidc', 'built-in'] },
    doc: 'How people sign in to a service: at a provider of OpenID Connect, or with passkeys and passwords that Brevdue keeps itself; never set for a sandbox.',
  },
  oidcIssuer: {
    variable: 'BREVDUE_OIDC_ISSUER',
    type: { kind: 'url' },
    doc: 'The issuer of the OpenID Connect provider, exactly as the provider writes it, without `/.well-known/openid-configuration`.',
  },
  oidcClientId: {
    variable: 'BREVDUE_OIDC_CLIENT_ID',
    type: { kind: 'text' },
    doc: 'What the provider calls this service: the client id it was registered with.',
  },
  oidcClientSecret: {
    variable: 'BREVDUE_OIDC_CLIENT_SECRET',
    type: { kind: 'secret' },
    doc: 'The client secret, for a provider that gave one; otherwise set BREVDUE_OIDC_CLIENT_KEY.',
  },
  oidcClientKey: {
    variable: 'BREVDUE_OIDC_CLIENT_KEY',
    type: { kind: 'secret' },
    doc: 'The private key whose public half is registered at the provider (`private_key_jwt`), as PEM (PKCS #8) or JWK.',
  },
  oidcClientKeyId: {
    variable: 'BREVDUE_OIDC_CLIENT_KEY_ID',
    type: { kind: 'text' },
    doc: 'The key id (`kid`) of that key at the provider; by default the one in the JWK.',
  },
  oidcClientAuthentication: {
    variable: 'BREVDUE_OIDC_CLIENT_AUTHENTICATION',
    type: { kind: 'choice', choices: ['client_secret_basic', 'client_secret_post'] },
    doc: 'How the client secret is shown to the provider, where it takes one way only from this client: in the header, or in the form; by default the header, unless the provider’s description leaves that out.',
  },
  oidcRequest: {
    variable: 'BREVDUE_OIDC_REQUEST',
    type: { kind: 'choice', choices: ['pushed', 'signed', 'plain'] },
    doc: 'How the parameters of a sign-in reach the provider: pushed from server to server (PAR), signed with the client key (JAR), or plain in the browser’s address, where they can be changed; by default the first of these that the provider offers.',
  },
  oidcName: {
    variable: 'BREVDUE_OIDC_NAME',
    type: { kind: 'text' },
    doc: 'What the sign-in page calls the provider, such as “ID-porten”; by default the host name of the issuer.',
  },
  oidcScopes: {
    variable: 'BREVDUE_OIDC_SCOPES',
    type: { kind: 'text' },
    default: 'openid',
    doc: 'The scopes that are asked for, separated by spaces; `openid` must be among them.',
  },
  oidcLevels: {
    variable: 'BREVDUE_OIDC_LEVELS',
    type: { kind: 'text' },
    doc: 'Which authentication level each `acr` of the provider is worth: `acr=LEVEL` separated by commas, with the levels PASSWORD, TWO_FACTOR, IDPORTEN_3 and IDPORTEN_4.',
  },
  oidcDefaultLevel: {
    variable: 'BREVDUE_OIDC_DEFAULT_LEVEL',
    type: { kind: 'choice', choices: ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3', 'IDPORTEN_4'] },
    doc: 'The level of a sign-in about which the provider tells no `acr`; by default such a sign-in is refused.',
  },
  oidcPerson: {
    variable: 'BREVDUE_OIDC_PERSON',
    type: { kind: 'choice', choices: ['national-identity-number', 'subject'] },
    default: 'national-identity-number',
    doc: 'What the claim about the person holds: a national identity number, or a name of the provider’s own that `brevdue link-subject` has linked to a recipient.',
  },
  oidcPersonClaim: {
    variable: 'BREVDUE_OIDC_PERSON_CLAIM',
    type: { kind: 'text' },
    doc: 'The claim that says who the person is, in the id token or else in userinfo; by default `pid` for a national identity number and `sub` for a subject.',
  },
  oidcSignInAcr: {
    variable: 'BREVDUE_OIDC_SIGN_IN_ACR',
    type: { kind: 'text' },
    doc: 'The `acr_values` that an ordinary sign-in asks for, separated by spaces; by default every `acr` of BREVDUE_OIDC_LEVELS in the order they have there, so that the provider tells which it was.',
  },
  oidcStepUpAcr: {
    variable: 'BREVDUE_OIDC_STEP_UP_ACR',
    type: { kind: 'text' },
    doc: 'The `acr_values` that a stronger sign-in asks for: `LEVEL=acr` separated by commas; by default the `acr` in BREVDUE_OIDC_LEVELS that just reaches the level.',
  },
  oidcClockTolerance: {
    variable: 'BREVDUE_OIDC_CLOCK_TOLERANCE',
    type: seconds(0, 300),
    default: '30',
    doc: 'How far the clock of the provider may be from ours.',
  },
  oidcLogout: {
    variable: 'BREVDUE_OIDC_LOGOUT',
    type: { kind: 'choice', choices: ['provider', 'here'] },
    default: 'provider',
    doc: 'Whether signing out also signs out at the provider, when it offers that.',
  },
  binDays: {
    variable: 'BREVDUE_BIN_DAYS',
    type: count(1, 3_650),
    default: '30',
    doc: 'After this many days in the bin a letter is deleted for good; changing it counts for what lies there already.',
  },
  quarantineDays: {
    variable: 'BREVDUE_QUARANTINE_DAYS',
    type: count(1, 3_650),
    default: '30',
    doc: 'Stored content that no letter needs is put aside, and removed for good when the database has not known it on this many days more (docs/explain/durability.md).',
  },
  smtpUrl: {
    variable: 'BREVDUE_SMTP_URL',
    type: { kind: 'secret' },
    doc: 'The SMTP server that e-mail about sign-in is handed to, as smtps://account:password@host:465 or, with STARTTLS, smtp://account:password@host:587; without it nobody can sign in with a password.',
  },
  mailFrom: {
    variable: 'BREVDUE_MAIL_FROM',
    type: { kind: 'text' },
    doc: 'The sender of that e-mail, such as `Brevdue <no-reply@example.org>`; needed with BREVDUE_SMTP_URL.',
  },
  operatorName: {
    variable: 'BREVDUE_OPERATOR_NAME',
    type: { kind: 'text' },
    doc: 'Who runs the service, such as `Fjellvik kommune`: invitations by e-mail say that they come from there.',
  },
  operatorContact: {
    variable: 'BREVDUE_OPERATOR_CONTACT',
    type: { kind: 'text' },
    doc: 'Where people can ask whether such an invitation is genuine, such as a telephone number.',
  },
  scanner: {
    variable: 'BREVDUE_SCANNER',
    type: { kind: 'text' },
    doc: 'The malware scanner that looks at every document before it can be opened: a clamd, as clamd://127.0.0.1:3310 or clamd:/path/to/socket; without it nothing is scanned (docs/guides/malware-scanner.md).',
  },
  trustedProxies: {
    variable: 'BREVDUE_TRUSTED_PROXIES',
    type: { kind: 'text' },
    doc: 'Addresses of the proxies in front of the server, such as `127.0.0.1,10.0.0.0/8`: from these X-Forwarded-For is believed, so that guesses at passwords, and sign-ins begun at a provider, are counted by where they come from.',
  },
  logLevel: {
    variable: 'BREVDUE_LOG_LEVEL',
    type: { kind: 'choice', choices: ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] },
    default: 'info',
    doc: 'The least important kind of log line that is written; `brevdue sandbox` writes `warn` and above when nothing is set.',
  },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof options
