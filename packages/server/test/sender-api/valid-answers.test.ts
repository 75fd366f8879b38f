import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { message, type Version, versions, xmlMediaType } from '@brevdue/protocol'
import { isOfEarlierRelease, judgeOf } from '../../../protocol/test/xml/judge.ts'
import { Random } from '../../../protocol/test/xml/random.ts'
import { Growth, type Tree } from '../../../protocol/test/xml/sample-tree.ts'
import { TreeWriting } from '../../../protocol/test/xml/write-tree.ts'
import { kari, letter, multipart } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call, type RequestSpec, type Response } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const judges = new Map(versions.map((version) => [version, judgeOf(version)]))
const namespaceOf = (version: Version) => `http://api.digipost.no/schema/${version}`
const pairs = versions.flatMap((sent) => versions.map((accepted) => [sent, accepted] as const))

/** Elements that are not built or that would make nearly every random message be refused. */
const hindering = /^(?:batch|request-for-registration|print-if-unread|(?:sms|email)-notification|encrypted|pre-encrypt)/
/** What most random texts would be refused for; now and then one stays. */
const picky = /^(?:delivery-time|sender-id|sender-organization|data-type)$/

/** Makes a random message one that can be delivered, as a rule; returns its contents. */
function deliverable(tree: Tree, random: Random): { name: string; content: string }[] {
  const kept = (child: Tree) =>
    !(hindering.test(child.name) && random.chance(0.98)) && !(picky.test(child.name) && random.chance(0.7))
  tree.children = tree.children.filter(kept)
  const [recipient] = tree.children.filter(({ name }) => name === 'recipient')
  const edition = tree.edition
  const leaf = (name: string, text: string): Tree => ({ ...new Growth(random).empty(name, edition), text })
  if (recipient !== undefined) recipient.children = [leaf('personal-identification-number', kari)]
  const documents = tree.children.filter(({ name }) => name === 'primary-document' || name === 'attachment')
  return documents.map((document) => {
    const uuid = randomUUID()
    document.children = document.children.filter(kept).filter(({ name }) => name !== 'uuid')
    for (const child of document.children) {
      if (child.name === 'file-type') child.text = 'txt'
      if (child.name === 'subject' && child.text.trim() === '') child.text = 'S'
    }
    if (!document.children.some(({ name }) => name === 'subject')) document.children.unshift(leaf('subject', 'S'))
    document.children.unshift(leaf('uuid', uuid))
    return { name: uuid, content: 'Hei' }
  })
}

describe('whatever the service answers', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer({ limits: { requestsPerSecond: 0, identificationsPerSecond: 0 } })
    as = await addAccount(at)
    await addPerson(at, { number: kari })
    await addPerson(at, { number: '71818000027', mailbox: false })
  })
  after(() => at[Symbol.asyncDispose]())

  /** Whatever was asked, it is valid by the schema of the version that was accepted, and no fault of ours. */
  async function ask(version: Version, spec: RequestSpec): Promise<Response> {
    const response = await call(at, { as, accept: xmlMediaType(version), ...spec })
    assert.ok(response.status < 500 || response.status === 501, `${response.status} ${response.text}`)
    assert.equal(response.headers['content-type'], xmlMediaType(version))
    const verdict = judges.get(version)?.(response.text)
    assert.equal(verdict?.complaint, undefined, `${version} ${spec.path} ${response.text}`)
    if (isOfEarlierRelease(response.text)) return response
    assert.notEqual(verdict?.official, false, `${version} ${spec.path} ${response.text}`)
    return response
  }

  for (const version of versions) {
    it(`is valid in ${version}: entry points, sender information, identification`, async () => {
      const good: RequestSpec[] = [
        { path: '/' },
        { path: `/${as}` },
        { path: '/sender-information/1' },
        { path: `/sender-information/${as}` },
        { path: '/sender-information?org_id=974760673&part_id=' },
      ]
      for (const spec of good) assert.equal((await ask(version, spec)).status, 200, spec.path)
      for (const sent of versions) {
        for (const inside of [
          `<personal-identification-number>${kari}</personal-identification-number>`,
          '<personal-identification-number>71818000027</personal-identification-number>',
          '<personal-identification-number>12345678901</personal-identification-number>',
          '<organisation-number>123456789</organisation-number>',
          '<digipost-address>no.body#1234</digipost-address>',
          '<name-and-address><fullname>Kari Nordmann</fullname><addressline1>Storgata 1</addressline1><postalcode>0155</postalcode><city>Oslo</city></name-and-address>',
        ]) {
          for (const alias of ['', ' include-personalias-for-digipost-user="true"']) {
            const body = `<identification xmlns="${namespaceOf(sent)}"${alias}>${inside}</identification>`
            const spec = { path: '/identification', method: 'POST', body, contentType: xmlMediaType(sent) }
            assert.equal((await ask(version, spec)).status, 200, body)
          }
        }
      }
    })

    it(`is valid in ${version}: refusals of every kind`, async () => {
      const contentType = xmlMediaType(version)
      const post = (path: string, body: string, more: RequestSpec = {}) => ({
        method: 'POST',
        path,
        body,
        contentType,
        ...more,
      })
      const refusals: [number, RequestSpec][] = [
        [404, { path: '/nowhere' }],
        [404, { path: '/no%20where%C3%A5', verifiedPath: '/no where\u00e5' }],
        [405, { path: '/messages' }],
        [400, { path: '/sender-information/abc' }],
        [400, { path: '/%zz' }],
        [403, { as: '5' }],
        [400, { as: '0' }],
        [400, { path: '/987654321' }],
        [400, { date: 'today' }],
        [400, { date: new Date(0).toUTCString() }],
        [403, { signedPath: '/\u0000&<]]>' }],
        [403, { headers: { 'X-Digipost-Signature': null } }],
        [403, { headers: { 'X-Digipost-Signature': '<&>' } }],
        [501, { path: '/documents/events?from=%3C&to=&offset=x' }],
        [415, post('/messages', 'x', { contentType: 'text/html; charset="<&>"' })],
        [501, post('/messages', letter({ namespace: namespaceOf(version) }).xml)],
        [400, post('/identification', '<x>&\u0001]]></x>')],
        [
          400,
          post(
            '/identification',
            `<identification xmlns="${namespaceOf(version)}"><\u00e5 b="&lt;"/></identification>`,
          ),
        ],
        [415, post('/identification', 'x', { headers: { 'Content-Encoding': 'gzip' } })],
        [400, post('/messages', '--b\r\n\r\n', { contentType: 'multipart/mixed; boundary=b' })],
        [413, post('/identification', 'x'.repeat(3_000_000))],
        [400, post('/identification', `of ${version}`, { md5: 'AAAAAAAAAAAAAAAAAAAAAA==' })],
      ]
      for (const [status, spec] of refusals) {
        const response = await ask(version, spec)
        assert.equal(response.status, status, `${JSON.stringify(spec).slice(0, 200)} ${response.text}`)
      }
    })
  }

  for (const [sent, accepted] of pairs) {
    it(`is valid for random messages of ${sent} that are answered in ${accepted}`, async () => {
      const random = new Random(
        Number(process.env.BREVDUE_TEST_SEED ?? 0x3117) + pairs.findIndex(([a, b]) => a === sent && b === accepted),
      )
      let delivered = 0
      for (let index = 0; index < 40; index++) {
        const tree = new Growth(random).complex('message', message, sent)
        const parts = deliverable(tree, random)
        const xml = new TreeWriting(random, namespaceOf(sent)).document(tree)
        const { body } = multipart([{ name: 'message', content: xml }, ...parts], 'b')
        const contentType = `multipart/vnd.digipost-${sent}+xml; boundary=b`
        const response = await ask(accepted, { method: 'POST', path: '/messages', body, contentType })
        assert.notEqual(response.element('error-code'), 'SCHEMA_VALIDATION_ERROR', `${xml}\n${response.text}`)
        if (response.status === 200) delivered += 1
      }
      assert.ok(delivered >= 1, `none of 40 was delivered`)
    })
  }
})
