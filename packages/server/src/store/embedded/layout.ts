import { join } from 'node:path'

/** Where the embedded PostgreSQL keeps what it has, below the data directory. */
export interface Layout {
  dataDirectory: string
  cluster: string
  password: string
  log: string
  postmaster: string
}

export function layoutOf(dataDirectory: string): Layout {
  const cluster = join(dataDirectory, 'postgres')
  return {
    dataDirectory,
    cluster,
    password: join(dataDirectory, 'postgres.password'),
    log: join(dataDirectory, 'postgres.log'),
    postmaster: join(cluster, 'postmaster.pid'),
  }
}

/** The account and the database that Brevdue has inside it. */
export const roleName = 'brevdue'
export const databaseName = 'brevdue'

/**
 * The address of one of its databases. Whatever the driver would otherwise take from the shell (PGSSLMODE, PGOPTIONS and
 * the like, which are meant for another PostgreSQL) is given here; an empty value would not count as given.
 */
export function databaseUrl(port: number, password: string, database: string): string {
  const url = new URL(`postgres://${roleName}:${password}@127.0.0.1:${port}/${database}`)
  url.search = String(
    new URLSearchParams({
      sslmode: 'disable',
      sslnegotiation: 'postgres',
      options: '-ctimezone=UTC',
      client_encoding: 'UTF8',
      replication: 'false',
    }),
  )
  return url.href
}
