import type { ServerResponse } from 'node:http'

/**
 * Requests whose client waits for `100 Continue`. It is sent when somebody begins to read the body, which is after
 * authentication; a request refused before that costs its client no upload.
 */
const waiting = new WeakSet<ServerResponse>()

export function expectContinue(response: ServerResponse): void {
  waiting.add(response)
}

export function isWaitingForContinue(response: ServerResponse): boolean {
  return waiting.has(response)
}

/** Tells the client to send its body, if it waits for that. */
export function letContinue(response: ServerResponse): void {
  if (!waiting.delete(response)) return
  response.writeContinue()
}
