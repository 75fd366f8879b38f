/** The provider cannot be reached, or does not answer like one: trying again later may help. */
export class ProviderUnreachable extends Error {
  override name = 'ProviderUnreachable'
}

/** No honest metadata, key set or token answer comes near. */
const mostBytes = 256 * 1024

/** As `fetch`, for answers of a bounded size; the caller's signal bounds the time. A fault of the network or the server throws. */
export async function boundedFetch(url: string | URL, init: RequestInit): Promise<Response> {
  const host = new URL(url).host
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const body = await boundedBody(response, host)
    if (response.status >= 500) throw new ProviderUnreachable(`${host} answered ${response.status}`)
    const { status, statusText, headers } = response
    return new Response(body.length === 0 ? null : body, { status, statusText, headers })
  } catch (error) {
    if (error instanceof ProviderUnreachable) throw error
    throw new ProviderUnreachable(`${host} does not answer (${reasonOf(error)})`)
  }
}

async function boundedBody(response: Response, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> = response.body ?? new Blob([]).stream()
  for await (const part of body) {
    length += part.length
    if (length > mostBytes) throw new ProviderUnreachable(`${host} answered with more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Names of faults only: their texts can hold addresses with what was asked in them. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  return cause?.code ?? name ?? 'unknown fault'
}
