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
