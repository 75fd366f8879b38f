import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { visit } from './support/visit.ts'

// What a browser shows is accepted, through the real wire and by a real decoder.

let mailbox: TestMailbox
let page: Page
let made: Record<'jpg' | 'png', Buffer>

before(async () => {
  mailbox = await startMailbox()
  page = (await visit(mailbox.browser, mailbox.server.url, {})).page
  made = { jpg: await drawn('image/jpeg'), png: await drawn('image/png') }
})
after(() => mailbox[Symbol.asyncDispose]())

/** A picture that the browser itself has encoded. */
async function drawn(type: string): Promise<Buffer> {
  const base64 = await page.evaluate(async (wanted) => {
    const canvas = new OffscreenCanvas(64, 48)
    const context = canvas.getContext('2d')
    if (context === null) return ''
    context.fillStyle = 'teal'
    context.fillRect(0, 0, 40, 30)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: wanted })).arrayBuffer())
    return btoa(String.fromCharCode(...bytes))
  }, type)
  return Buffer.from(base64, 'base64')
}

const isShown = (content: Buffer, type: string): Promise<boolean> =>
  page.evaluate(
    async ([base64, media]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      return createImageBitmap(new Blob([bytes], { type: media })).then(
        ({ width, height }) => width > 0 && height > 0,
        () => false,
      )
    },
    [content.toString('base64'), type] as const,
  )

let sent = 0
/** Undefined when it is accepted. */
async function refusal(fileType: string, content: Buffer): Promise<string | undefined> {
  const subject = `Bilde ${++sent}`
  return mailbox.send('Fjellvik kommune', { primaryDocument: { subject, fileType, content } }).then(
    () => undefined,
    (error: unknown) => String(error),
  )
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
/** With bytes put in before the first segment of a kind. */
const insertBefore = (content: Buffer, marker: number, inserted: Buffer): Buffer => {
  const at = content.indexOf(Buffer.from([0xff, marker]))
  return Buffer.concat([content.subarray(0, at), inserted, content.subarray(at)])
}

describe('an image that the browser shows', () => {
  it('is accepted as JPEG, whatever else is in it', async () => {
    const { jpg } = made
    const variants: Record<string, Buffer> = {
      plain: jpg,
      'a stray byte': insertBefore(jpg, 0xdb, latin('\x32')),
      'stray and stuffed bytes': insertBefore(jpg, 0xc4, latin('ab\0\xff\0cd')),
      'fill bytes': insertBefore(jpg, 0xc0, latin('\xff\xff\xff')),
      'restart markers': insertBefore(jpg, 0xc0, latin('\xff\xd0\xff\xd7\xff\x01')),
      'a large MPF segment': insertBefore(
        jpg,
        0xdb,
        Buffer.concat([latin('\xff\xe2\xff\xff'), Buffer.alloc(65_533, 'MPF')]),
      ),
      'an EXIF segment that is nonsense': insertBefore(jpg, 0xdb, latin('\xff\xe1\0\x10Exif\0\0XXXXXXXX')),
      'a comment without content': insertBefore(jpg, 0xdb, latin('\xff\xfe\0\x02')),
      'trailing bytes': Buffer.concat([jpg, Buffer.alloc(5000, 7)]),
      'another picture behind it': Buffer.concat([jpg, jpg]),
    }
    for (const [name, content] of Object.entries(variants)) {
      assert.equal(await isShown(content, 'image/jpeg'), true, `the browser shows: ${name}`)
      assert.equal(await refusal('jpg', content), undefined, name)
    }
  })

  const input = join(import.meta.dirname, '../../../../shared/cases/2026-11/extraneous-byte.jpg')
  it('is accepted with an extraneous byte', { skip: existsSync(input) ? false : 'no ../shared' }, async () => {
    const content = readFileSync(input)
    assert.equal(await isShown(content, 'image/jpeg'), true)
    assert.equal(await refusal('jpg', content), undefined)
  })

  it('is accepted as PNG and GIF, whatever follows it', async () => {
    const { png } = made
    const gif = (size: string) =>
      latin(`GIF89a${size}\x80\0\0abcdef!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;`)
    const variants: [string, string, string, Buffer][] = [
      ['plain', 'png', 'image/png', png],
      ['trailing bytes', 'png', 'image/png', Buffer.concat([png, Buffer.alloc(4000, 1)])],
      ['plain', 'gif', 'image/gif', gif('\x01\0\x01\0')],
      ['no size in its header', 'gif', 'image/gif', gif('\0\0\0\0')],
    ]
    for (const [name, type, media, content] of variants) {
      assert.equal(await isShown(content, media), true, `the browser shows: ${type}, ${name}`)
      assert.equal(await refusal(type, content), undefined, `${type}, ${name}`)
    }
  })
})

describe('an image that no browser shows', () => {
  it('is refused, and told why without a contradiction', async () => {
    const { jpg, png } = made
    const variants: [string, string, string, Buffer][] = [
      ['nothing after the tables', 'jpg', 'image/jpeg', jpg.subarray(0, jpg.indexOf(Buffer.from([0xff, 0xc0])))],
      ['no image data', 'jpg', 'image/jpeg', jpg.subarray(0, jpg.indexOf(Buffer.from([0xff, 0xda])))],
      ['bytes before it', 'jpg', 'image/jpeg', Buffer.concat([latin('x'), jpg])],
      [
        'a lossless frame',
        'jpg',
        'image/jpeg',
        Buffer.from(jpg.toString('latin1').replace('\xff\xc0', '\xff\xc3'), 'latin1'),
      ],
      ['no header', 'png', 'image/png', Buffer.from(png.toString('latin1').replace('IHDR', 'CgBI'), 'latin1')],
      ['no frame and no size', 'gif', 'image/gif', latin('GIF89a\0\0\0\0\0\0\0;')],
    ]
    for (const [name, type, media, content] of variants) {
      assert.equal(await isShown(content, media), false, `the browser does not show: ${type}, ${name}`)
      const words = (await refusal(type, content)) ?? ''
      assert.match(words, /The document says file-type/, `${type}, ${name}`)
      assert.doesNotMatch(words, /looks like a (?:JPEG|PNG|GIF) image.*state file-type/, `${type}, ${name}`)
    }
  })
})
