import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What GET /metrics shows: these, the process's own (memory, processor time, event loop delay) and the HTTP rooms'. */
export function createMetrics(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/** The counters behind `report.ts`. */
export function reportCounters(registry: Registry) {
  const registers = [registry]
  return {
    delivered: new Counter({
      name: 'brevdue_letters_delivered_total',
      help: 'Messages accepted and delivered.',
      labelNames: ['channel'],
      registers,
    }),
    deliveredBytes: new Counter({
      name: 'brevdue_letter_bytes_total',
      help: 'Bytes of the documents delivered.',
      registers,
    }),
    refused: new Counter({
      name: 'brevdue_requests_refused_total',
      help: 'Sender requests answered with an error, by its code.',
      labelNames: ['code'],
      registers,
    }),
    emails: new Counter({
      name: 'brevdue_emails_total',
      help: 'E-mails about sign-in, by what became of a try: sent, delayed, refused, too-late.',
      labelNames: ['outcome'],
      registers,
    }),
    scanned: new Counter({
      name: 'brevdue_documents_scanned_total',
      help: 'Documents that the malware scanner was asked about, by what came of it: clean, failed, or why not: malware, over-limit, encrypted, policy.',
      labelNames: ['outcome'],
      registers,
    }),
    waiting: new Gauge({
      name: 'brevdue_documents_waiting_for_scan',
      help: 'Documents that cannot be opened before the malware scanner has looked at them.',
      registers,
    }),
    scannerAway: new Gauge({
      name: 'brevdue_scanner_away',
      help: '1 while a malware scanner is set up and does not answer.',
      registers,
    }),
    notGenuine: new Counter({
      name: 'brevdue_not_genuine_total',
      help: 'Times that something stored did not open in its place and was not shown: changed, or moved there.',
      registers,
    }),
    postgresReleased: new Gauge({
      name: 'brevdue_postgres_released_timestamp_seconds',
      help: 'When the PostgreSQL in use was released; absent if this version of Brevdue does not know.',
      labelNames: ['version'],
      registers,
    }),
    postgresMissingReleases: new Gauge({
      name: 'brevdue_postgres_missing_releases',
      help: 'Later minor releases of the PostgreSQL in use that are known: above 0 known fixes are missing.',
      labelNames: ['version'],
      registers,
    }),
    answered: new Histogram({
      name: 'brevdue_http_request_duration_seconds',
      help: 'From the first byte of a request to the last of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
      registers,
    }),
    received: new Counter({ name: 'brevdue_http_received_bytes_total', help: 'Bytes of requests.', registers }),
    sent: new Counter({ name: 'brevdue_http_sent_bytes_total', help: 'Bytes of answers.', registers }),
  }
}
