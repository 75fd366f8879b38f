import type { Problem, ProblemCode } from '@brevdue/server/mailbox-contract'

/** What the mailbox acts on: the server's own codes, and that the server was not reached at all. */
export type FailureCode = ProblemCode | 'OFFLINE'

class RequestFailure extends Error {
  readonly code: FailureCode
  readonly problem: Problem | undefined

  constructor(code: FailureCode, problem?: Problem, cause?: unknown) {
    super(problem?.detail ?? code, { cause })
    this.code = code
    this.problem = problem
  }
}

export function failureCode(error: unknown): FailureCode {
  return error instanceof RequestFailure ? error.code : 'SERVER_ERROR'
}

/** What is stored is missing, damaged or not genuine: trying again does not help. */
export const isLost = (code: string): boolean => code === 'CONTENT_LOST' || code === 'NOT_GENUINE'

/** Undefined when the server was not reached. */
export function failureStatus(error: unknown): number | undefined {
  return error instanceof RequestFailure ? error.problem?.status : undefined
}

/** With TOO_MANY_ATTEMPTS: in how many seconds the server listens again. */
export function retryAfter(error: unknown): number | undefined {
  return error instanceof RequestFailure ? error.problem?.retryAfter : undefined
}

type SignedOutListener = () => void
let onSignedOut: SignedOutListener = () => {}

/** The session store listens here, so that a 401 anywhere ends the session on the screen too. */
export function whenSignedOut(listener: SignedOutListener): void {
  onSignedOut = listener
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, { signal: signal ?? null })).json()) as T
}

/** Null when nothing has changed since the answer with that ETag. */
export async function getJsonIfChanged<T>(
  path: string,
  etag: string | undefined,
): Promise<{ body: T; etag: string | undefined } | null> {
  const response = await send(path, etag === undefined ? {} : { headers: { 'If-None-Match': etag } })
  if (response.status === 304) return null
  return { body: (await response.json()) as T, etag: response.headers.get('ETag') ?? undefined }
}

export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    // what was done is done, also when the page is left or loaded anew before the answer
    keepalive: true,
    headers: { 'Content-Type': 'application/json', 'X-Brevdue-Request': '1' },
    body: JSON.stringify(body),
  })
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** The bytes behind a one-time link. */
export async function getBytes(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await send(url, { signal })
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    // the connection broke in the middle; what is too large for this browser is a RangeError
    throw error instanceof TypeError ? new RequestFailure('OFFLINE', undefined, error) : error
  }
}

type Ask = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

async function send(path: string, init: Ask): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      cache: 'no-store',
      credentials: 'same-origin',
      ...init,
      headers: { Accept: 'application/json', ...init.headers },
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestFailure('OFFLINE', undefined, error)
  }
  if (response.ok || response.status === 304) return response
  throw await readProblem(response)
}

async function readProblem(response: Response): Promise<RequestFailure> {
  let problem: Problem | undefined
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    problem = (await response.json()) as Problem
  }
  const code = problem?.code ?? (response.status === 401 ? 'SIGNED_OUT' : 'SERVER_ERROR')
  if (code === 'SIGNED_OUT') onSignedOut()
  return new RequestFailure(code, problem)
}
