import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { networkOf } from '../domain/built-in/network.ts'

/** What is looked at of a request; Fastify's has it, and Node's own. */
export type Origin = Pick<IncomingMessage, 'headers' | 'socket'>

/**
 * Tells from which place on the network a request comes. X-Forwarded-For is believed from the operator's own proxies
 * alone, read from its end: the first address that is none of theirs is the client's.
 *
 * Undefined where it cannot be told: behind a proxy on this machine or in a closed network that the operator has not
 * named, everybody would share one place, and one guesser could slow everybody down.
 */
export function clientNetwork(proxies: readonly string[]): (request: Origin) => string | undefined {
  const trusted = listOf(proxies)
  return ({ headers, socket }) => {
    const peer = socket.remoteAddress ?? ''
    if (!contains(trusted, peer)) return contains(notPublic, peer) ? undefined : networkOf(peer)
    const chain = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    const client = chain
      .map(addressIn)
      .reverse()
      .find((address) => !contains(trusted, address))
    return client === undefined ? undefined : networkOf(client)
  }
}

/** Some proxies write the port too; such an address is as good as one without. */
function addressIn(part: string): string {
  const written = part.trim().replace(/^"(.*)"$/, '$1')
  return /^\[([^\]]+)\](?::\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written
}

/** RFC 6890: this machine, and networks that the Internet does not reach. */
const notPublic = listOf([
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  ...['::1', 'fc00::/7', 'fe80::/10'],
])

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function contains(list: BlockList, address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  const version = isIP(bare)
  return version !== 0 && list.check(bare, version === 4 ? 'ipv4' : 'ipv6')
}
