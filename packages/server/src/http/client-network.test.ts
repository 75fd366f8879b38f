import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientNetwork, type Origin } from './client-network.ts'

const from = (peer: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: peer } }) as unknown as Origin

describe('where a request comes from', () => {
  const networkOf = clientNetwork(['127.0.0.1', '10.0.0.0/8', '2001:db8:ffff::/48'])

  test('the last address that is none of the proxies, also where they write the port', () => {
    const chains: [string, string | undefined][] = [
      ['203.0.113.7', '203.0.113.7'],
      ['203.0.113.7:51234', '203.0.113.7'],
      ['192.0.2.1, 203.0.113.7:51234, 10.0.0.3:443', '203.0.113.7'],
      ['192.0.2.1, [2001:db8:1:2::3]:51234, [2001:db8:ffff::1]:443', '2001:db8:1:2::/64'],
      ['[2001:db8:1:2::3]', '2001:db8:1:2::/64'],
      ['"[2001:db8:1:2::3]:80"', '2001:db8:1:2::/64'],
      ['::ffff:203.0.113.7', '203.0.113.7'],
      ['anything', undefined],
      ['', undefined],
    ]
    for (const [chain, network] of chains) assert.equal(networkOf(from('127.0.0.1', chain)), network, chain)
    assert.equal(networkOf(from('::ffff:127.0.0.1', '203.0.113.7')), '203.0.113.7')
  })

  test('from anybody but the proxies the header is not believed', () => {
    assert.equal(networkOf(from('198.51.100.9', '203.0.113.7')), '198.51.100.9')
    assert.equal(networkOf(from('192.168.1.1', '203.0.113.7')), undefined, 'a proxy that was not named')
  })
})
