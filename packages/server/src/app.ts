import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { type ContentStore, createContentStore } from './blobs/content-store.ts'
import type { Config } from './config/config.ts'
import { ConfigError } from './config/config-error.ts'
import { StartError } from './config/start-error.ts'
import { startProblems } from './config/start-problems.ts'
import { startHousekeeping } from './housekeeping.ts'
import { type MetricsServer, startMetricsServer } from './http/metrics-server.ts'
import { buildHttpServer } from './http/server.ts'
import { startClockGuard } from './jobs/clock-guard.ts'
import { openDocumentScanning } from './jobs/document-scanning.ts'
import { outboxDeps, startEmailOutbox } from './jobs/email-outbox.ts'
import { startSealingOlderRows } from './jobs/seal-older-rows.ts'
import type { Keyring } from './keys/keyring.ts'
import { loadResponseKey } from './keys/response-key.ts'
import { createLogger, type Logger } from './observe/logger.ts'
import { createMetrics } from './observe/metrics.ts'
import { observeRequests } from './observe/observe-requests.ts'
import { createReport } from './observe/report.ts'
import { openInstallation } from './open-installation.ts'
import { sandboxFilePath } from './operate/sandbox-file.ts'
import { inDataDirectory } from './store/data-directory.ts'
import type { Database } from './store/database.ts'

export interface RunningServer {
  /** Where it listens, without a trailing slash. */
  url: string
  /** Of `GET /metrics`; undefined when it is turned off. */
  metricsUrl: string | undefined
  config: Config
  db: Database
  keyring: Keyring
  content: ContentStore
  /** Finishes the requests under way, then stops the database if it is ours. */
  close(): Promise<void>
}

export interface ServerOptions {
  log?: Logger | undefined
  clock?: (() => Date) | undefined
  /** The server can no longer work and should be ended. */
  failed?: ((error: unknown) => void) | undefined
}

/** How long requests under way have to finish when the server stops. */
const graceMs = 10_000

/**
 * Starts everything. This is the one place that knows all layers.
 *
 * @throws StartError for what an operator can do something about
 */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  requireSignIn(config)
  return inDataDirectory(config.dataDirectory, () => startAll(config, options))
}

async function startAll(config: Config, options: ServerOptions): Promise<RunningServer> {
  const log = options.log ?? createLogger(config.logLevel)
  for (const warning of config.warnings) log.warn(warning)
  if (config.mode === 'service' && existsSync(sandboxFilePath(config.dataDirectory))) {
    log.warn(
      `${config.dataDirectory} is a sandbox: the keys of its demo senders are in clear beside it, and they can send to this service. Give a service a data directory of its own.`,
    )
  }
  const clock = options.clock ?? (() => new Date())
  const metrics = createMetrics()
  const report = createReport({ log, metrics })
  const installation = await openInstallation(config, {
    warn: (message) => log.warn(message),
    database: {
      lost: report.databaseLost,
      back: report.databaseBack,
      failed: (error) => options.failed?.(error),
    },
  })
  const { db, blobs, keyring } = installation
  let metricsServer: MetricsServer | undefined
  try {
    const responseKey = await loadResponseKey(join(config.dataDirectory, 'keys'), clock())
    const content = createContentStore({ db, blobs, report })
    const clockGuard = startClockGuard({ db, clock, report })
    const sending = outboxDeps(config, { db, keyring, clock, clockGuard, report })
    const email = sending === undefined ? undefined : startEmailOutbox(sending)
    const sealing = startSealingOlderRows({ db, keyring, report })
    const scanning = await openDocumentScanning(config, { db, keyring, content, clock, report })
    const told = { log, metrics, report, clockGuard }
    const http = buildHttpServer({ config, db, content, keyring, responseKey, clock, email, scanning, ...told })
    observeRequests(http, report)
    metricsServer = await openMetrics(config, metrics, log)
    const url = await listen(http, config)
    const { binDays, quarantineDays } = config
    const housekeeping = startHousekeeping({ db, content, report, clock, clockGuard, binDays, quarantineDays })
    report.started({ url, metrics: metricsServer?.url, mode: config.mode, migrations: installation.migrations })
    const close = async (): Promise<void> => {
      await closeHttp(http)
      await metricsServer?.close()
      await housekeeping.stop()
      await sealing.stop()
      await email?.close()
      await scanning?.close()
      await clockGuard.stop()
      await installation.close()
      report.stopped()
    }
    return { url, metricsUrl: metricsServer?.url, config, db, keyring, content, close: once(close) }
  } catch (error) {
    await metricsServer?.close()
    await installation.close()
    throw error
  }
}

function requireSignIn(config: Config): void {
  const problems = startProblems(config)
  if (problems.length > 0) throw new ConfigError([...problems, ...config.warnings])
}

/** A default port that is taken is no reason not to deliver letters; one that the operator chose is a mistake. */
async function openMetrics(
  { metrics: place }: Pick<Config, 'metrics'>,
  metrics: Registry,
  log: Logger,
): Promise<MetricsServer | undefined> {
  if (place === undefined) return undefined
  try {
    return await startMetricsServer(metrics, place)
  } catch (error) {
    if (place.chosen || !(error instanceof StartError)) throw error
    log.warn(error.message)
    return undefined
  }
}

async function listen(http: FastifyInstance, config: Config): Promise<string> {
  try {
    return await http.listen({ host: config.host, port: config.port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const place = `${config.host}, port ${config.port}`
    if (code === 'EADDRINUSE')
      throw new StartError(`Something else listens on ${place} already. Choose another port with PORT.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
      throw new StartError(`This machine cannot listen on ${place} (${code}). Choose with HOST and PORT.`)
    }
    throw error
  }
}

async function closeHttp(http: FastifyInstance): Promise<void> {
  const force = setTimeout(() => http.server.closeAllConnections(), graceMs)
  await http.close()
  clearTimeout(force)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}
