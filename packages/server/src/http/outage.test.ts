import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { test } from 'node:test'
import pg from 'pg'
import { outageIn } from './outage.ts'

const withCode = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })

test('outages are told apart by the codes of PostgreSQL, the driver and the operating system', () => {
  const cases: [Error, ReturnType<typeof outageIn>][] = [
    [withCode('57P01'), 'database'],
    [withCode('57P03'), 'database'],
    [withCode('08006'), 'database'],
    [withCode('58030'), 'database'],
    [withCode('25006'), 'read-only'],
    [withCode('53100'), 'storage-full'],
    [withCode('53300'), 'database-busy'],
    [withCode('57014'), 'database-busy'],
    [withCode('40001'), 'database-busy'],
    [withCode('40P01'), 'database-busy'],
    [withCode('ECONNRESET', { syscall: 'read' }), 'database'],
    [withCode('ECONNRESET'), 'database'],
    [withCode('EPIPE', { syscall: 'write' }), 'database'],
    [withCode('ETIMEDOUT', { syscall: 'connect' }), 'database'],
    [withCode('EAI_AGAIN', { syscall: 'getaddrinfo' }), 'database'],
    [withCode('ENOENT', { syscall: 'connect' }), 'database'],
    [withCode('ENOSPC', { syscall: 'write' }), 'storage-full'],
    [withCode('EDQUOT', { syscall: 'write' }), 'storage-full'],
    [withCode('EROFS', { syscall: 'open' }), 'storage'],
    [withCode('EIO', { syscall: 'fsync' }), 'storage'],
    [new Error('Connection terminated unexpectedly'), 'database'],
    [new Error('Query read timeout'), 'database-busy'],
    [new Error('wrapped', { cause: withCode('57P01') }), 'database'],
    [new AggregateError([withCode('ECONNREFUSED', { syscall: 'connect' })]), 'database'],
    [withCode('42703'), undefined],
    [withCode('23505'), undefined],
    [withCode('22001'), undefined],
    [withCode('ENOENT', { syscall: 'open' }), undefined],
    [new TypeError('x is undefined'), undefined],
  ]
  for (const [error, outage] of cases)
    assert.equal(outageIn(error), outage, `${error.message} ${JSON.stringify(error)}`)
})

test('a connection that is reset under a query is an outage, as the driver reports it', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'x', database: 'x', password: 'x' })
  client.on('error', () => undefined)
  const error = await client.connect().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.equal(outageIn(error), 'database')
  server.close()
})

test('a file that is a folder is an outage of the storage, a file that is not there is none', async () => {
  const errorOf = (path: string) => readFile(path).catch((reason: unknown) => reason)
  assert.equal(outageIn(await errorOf(import.meta.dirname)), 'storage')
  assert.equal(outageIn(await errorOf(`${import.meta.dirname}/nothing`)), undefined)
})
