/**
 * Joins calls that come while the work runs into one next run. Each caller waits for a run that began after its call,
 * so that one run does the work of all of them: a slow disk or database makes the groups larger, not the queue longer.
 */
export function grouped<T>(work: (calls: T[]) => Promise<void>, largest = 500): (call: T) => Promise<void> {
  let waiting: { calls: T[]; run: Promise<void> } | undefined
  let running: Promise<unknown> = Promise.resolve()
  return (call) => {
    if (waiting === undefined || waiting.calls.length >= largest) waiting = queue()
    waiting.calls.push(call)
    return waiting.run
  }

  function queue(): { calls: T[]; run: Promise<void> } {
    const calls: T[] = []
    const run = running.then(() => {
      if (waiting?.calls === calls) waiting = undefined
      return work(calls)
    })
    running = run.catch(() => undefined)
    return { calls, run }
  }
}
