import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { LoadOrder, LoadResult } from './load-process.ts'

/** Runs one load; `started` is called when the first letter leaves. */
export async function load(order: LoadOrder, started: () => void = () => {}): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'load-process.ts'), { serialization: 'advanced' })
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the load process ended with ${String(code)}`)
  })
  failed.catch(() => undefined) // after the result it ends too
  child.send(order)
  await Promise.race([once(child, 'message'), failed])
  started()
  child.send('go')
  const [result] = (await Promise.race([once(child, 'message'), failed])) as [LoadResult]
  return result
}
