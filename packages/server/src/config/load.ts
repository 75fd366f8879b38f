import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config, LogLevel, Mode, SignInChoice } from './config.ts'
import { ConfigError } from './config-error.ts'
import { emailProblems, readLine, readProxies } from './email.ts'
import { readOidc } from './oidc.ts'
import { type Option, type OptionName, options } from './options.ts'
import { scannerProblems } from './scanner.ts'
import { Secret } from './secret.ts'
import { unknownVariables } from './unknown-variables.ts'

export type Environment = Readonly<Record<string, string | undefined>>
/** Values that win over the environment: command line flags, tests. */
export type Overrides = { readonly [Name in OptionName]?: string | number | undefined }

/**
 * Reads and checks all options.
 *
 * @param env usually `process.env`, which nothing else reads
 * @throws ConfigError with every problem found, not only the first
 */
export function loadConfig(env: Environment, overrides: Overrides = {}): Config {
  const problems: string[] = []
  const read = (name: OptionName): string | undefined => readOption(name, env, overrides, problems)
  const text = (name: OptionName): string => read(name) ?? ''
  const number = (name: OptionName): number => Number(text(name))
  const secret = (name: OptionName): Secret | undefined => {
    const value = read(name)
    return value === undefined ? undefined : new Secret(value)
  }

  const mode = text('mode') as Mode
  const signIn = read('signIn') as SignInChoice | undefined
  if (mode === 'sandbox' && signIn !== undefined) {
    problems.push(
      `BREVDUE_SIGN_IN is ${signIn} and BREVDUE_MODE is sandbox: a sandbox believes whatever one says one is, so it cannot have a real sign-in beside it. Leave BREVDUE_SIGN_IN unset for the sandbox, or run the service`,
    )
  }
  const raisedMinutes = read('raisedMinutes')
  const port = number('port')
  const config: Config = {
    mode,
    host: text('host'),
    port,
    metrics: readMetrics({ read, text }, port, problems),
    databaseTimeoutMs: number('databaseTimeoutSeconds') * 1000,
    publicUrl: read('publicUrl')?.replace(/\/+$/, ''),
    dataDirectory: resolve(text('dataDirectory')),
    databaseUrl: secret('databaseUrl'),
    databaseConnections: number('databaseConnections'),
    masterKey: secret('masterKey'),
    limits: Object.freeze({
      maxBodyBytes: number('maxBodyBytes'),
      maxDocuments: number('maxDocuments'),
      maxMessageXmlBytes: number('maxMessageXmlBytes'),
      requestTimeoutMs: number('requestTimeoutSeconds') * 1000,
      headersTimeoutMs: number('headersTimeoutSeconds') * 1000,
      minimumBytesPerSecond: number('minimumBytesPerSecond'),
      maxConnections: number('maxConnections'),
      maxConnectionsPerNetwork: number('maxConnectionsPerNetwork'),
      maxConcurrentRequests: number('maxConcurrentRequests'),
      maxConcurrentPerSender: number('maxConcurrentPerSender'),
      maxConcurrentPerNetwork: number('maxConcurrentPerNetwork'),
      requestsPerSecond: number('requestsPerSecond'),
      identificationsPerSecond: number('identificationsPerSecond'),
      mailboxRequestsPerSecond: number('mailboxRequestsPerSecond'),
    }),
    sessionIdleMinutes: number('sessionIdleMinutes'),
    sessionAbsoluteMinutes: number('sessionAbsoluteMinutes'),
    raisedMinutes: raisedMinutes === undefined ? undefined : Number(raisedMinutes),
    signIn,
    oidc: signIn === 'oidc' ? readOidc({ read, secret }, problems) : undefined,
    binDays: number('binDays'),
    quarantineDays: number('quarantineDays'),
    smtpUrl: secret('smtpUrl'),
    mailFrom: read('mailFrom'),
    operatorName: readLine('BREVDUE_OPERATOR_NAME', read('operatorName'), problems),
    operatorContact: readLine('BREVDUE_OPERATOR_CONTACT', read('operatorContact'), problems),
    scanner: read('scanner'),
    trustedProxies: readProxies(read('trustedProxies') ?? '', problems),
    logLevel: text('logLevel') as LogLevel,
    warnings: Object.freeze(unknownVariables(env)),
  }
  problems.push(...problemsOfWhole(config, text('blobs')))
  // A name that is written wrong is often the reason of a problem.
  if (problems.length > 0) throw new ConfigError([...problems, ...config.warnings])
  return Object.freeze(config)
}

/** The port after the service's own, so that two services on one machine have two. */
function readMetrics({ read, text }: MetricsSource, service: number, problems: string[]): Config['metrics'] {
  const given = read('metricsPort')
  if (given === 'off') return undefined
  const next = service === 0 ? 0 : (service % 65_535) + 1
  const port = given === undefined ? next : Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || given === '') {
    problems.push(`BREVDUE_METRICS_PORT is “${given}”; it must be a port from 0 to 65535, or off`)
    return undefined
  }
  return Object.freeze({ host: text('metricsHost'), port, chosen: given !== undefined })
}

interface MetricsSource {
  read: (name: OptionName) => string | undefined
  text: (name: OptionName) => string
}

function readOption(name: OptionName, env: Environment, overrides: Overrides, problems: string[]): string | undefined {
  const option: Option = options[name]
  const override = overrides[name]
  const value = override === undefined ? fromEnvironment(option, env, problems) : String(override)
  if (value === undefined || value === '') return option.default
  const problem = problemOf(option, value)
  if (problem === undefined) return value
  problems.push(`${option.variable} ${problem}`)
  return option.default
}

function fromEnvironment(option: Option, env: Environment, problems: string[]): string | undefined {
  const direct = env[option.variable]
  if (option.type.kind !== 'secret') return direct
  const path = env[`${option.variable}_FILE`]
  if (path === undefined || path === '') return direct
  if (direct !== undefined && direct !== '') {
    problems.push(`${option.variable} and ${option.variable}_FILE are both set: set one of them`)
    return undefined
  }
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    problems.push(`${option.variable}_FILE names ${path}, which cannot be read (${reason})`)
    return undefined
  }
}

const unitNames = { count: '', port: '', bytes: ' of bytes', seconds: ' of seconds', minutes: ' of minutes' }

/** What is wrong with the value, to be read after the variable's name. A secret's value is never repeated. */
function problemOf(option: Option, value: string): string | undefined {
  const type = option.type
  switch (type.kind) {
    case 'number': {
      const whole = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
      if (whole >= type.minimum && whole <= type.maximum) return undefined
      return `is “${value}”; it must be a whole number${unitNames[type.unit]} from ${type.minimum} to ${type.maximum}`
    }
    case 'choice':
      return type.choices.includes(value) ? undefined : `is “${value}”; it must be one of ${type.choices.join(', ')}`
    case 'url':
      return urlProblem(value)
    case 'text':
    case 'directory':
    case 'secret':
      return undefined
  }
}

function urlProblem(value: string): string | undefined {
  const url = URL.parse(value)
  // Not quoted: it may be a password.
  if (url !== null && url.username + url.password !== '') return 'must be an address without account and password'
  return isWebUrl(value) ? undefined : `is “${value}”; it must be an http:// or https:// address`
}

function isWebUrl(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.search === '' && url.hash === ''
}

/** What one value alone does not show. */
function problemsOfWhole(config: Config, blobs: string): string[] {
  const problems: string[] = []
  if (blobs.startsWith('s3:')) {
    problems.push('BLOBS names an S3 bucket; that is not built yet: leave BLOBS unset to keep content on disk')
  } else if (blobs !== 'disk') {
    problems.push(`BLOBS is “${blobs}”; it must be disk`)
  }
  const databaseProblem = config.databaseUrl === undefined ? undefined : databaseUrlProblem(config.databaseUrl.reveal())
  if (databaseProblem !== undefined) problems.push(databaseProblem)
  problems.push(...emailProblems(config), ...scannerProblems(config))
  if (config.masterKey !== undefined && Buffer.from(config.masterKey.reveal(), 'base64').length !== 32) {
    problems.push('BREVDUE_MASTER_KEY must be 32 bytes in base64, as `openssl rand -base64 32` makes them')
  }
  if (config.sessionAbsoluteMinutes < config.sessionIdleMinutes) {
    problems.push('BREVDUE_SESSION_ABSOLUTE_MINUTES must not be less than BREVDUE_SESSION_IDLE_MINUTES')
  }
  if (config.limits.maxMessageXmlBytes > config.limits.maxBodyBytes) {
    problems.push('BREVDUE_MAX_MESSAGE_XML_BYTES must not be more than BREVDUE_MAX_BODY_BYTES')
  }
  return problems
}

function databaseUrlProblem(url: string): string | undefined {
  if (!/^postgres(ql)?:\/\//.test(url)) return 'DATABASE_URL must start with postgres://'
  if (URL.parse(url) !== null) return undefined
  return 'DATABASE_URL cannot be read as an address, postgres://account:password@host:port/database; is the port a number up to 65535, and are special letters in the password written as %..?'
}
