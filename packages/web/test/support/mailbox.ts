import { BrevdueClient, type OutgoingMessage } from '@brevdue/client'
import { aPerson, aSender, startTestServer, type TestPerson, type TestServer } from '@brevdue/server/testing'
import type { Browser } from 'playwright-core'
import { startBrowser } from './browser.ts'

/** The real server, a real browser and letters that were really sent: signed, over HTTP. */
export interface TestMailbox extends AsyncDisposable {
  server: TestServer
  browser: Browser
  kari: TestPerson
  send: (from: string, message: Omit<OutgoingMessage, 'recipient'>, to?: TestPerson) => Promise<void>
}

export async function startMailbox(
  name = 'Kari Nordmann',
  overrides: Parameters<typeof startTestServer>[0] = {},
  options: { clock?: () => Date } = {},
): Promise<TestMailbox> {
  const server = await startTestServer(overrides, options)
  const browser = await startBrowser()
  const kari = await aPerson(server, { name })
  const clients = new Map<string, BrevdueClient>()
  const clientOf = async (senderName: string): Promise<BrevdueClient> => {
    let client = clients.get(senderName)
    if (client === undefined) {
      const sender = await aSender(server, { name: senderName })
      client = new BrevdueClient({ url: server.url, brokerId: sender.id, key: sender.privateKeyPem })
      clients.set(senderName, client)
    }
    return client
  }
  return {
    server,
    browser,
    kari,
    async send(from, message, to = kari) {
      const recipient = { personalIdentificationNumber: to.personalIdentificationNumber }
      await (await clientOf(from)).send({ ...message, recipient })
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients.values()) client.close()
      await browser.close()
      await server.close()
    },
  }
}
