import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { allPictures, guidePath, picturesFolder, withPictures } from './support/guide.ts'
import { startPictureTown, takePicture, unlikeness } from './support/picture-town.ts'

const again = 'npm run pictures -w @brevdue/web'
const guide = readFileSync(guidePath, 'utf8')

describe('the guide to the mailbox', () => {
  it('shows every view, on a phone and a desktop, in three languages', () => {
    assert.equal(withPictures(guide), guide, `the guide is not what ${again} writes`)
    const shown = [...guide.matchAll(/\(\.\.\/pictures\/mailbox\/([\w.-]+)\)/g)].map(([, file]) => file)
    assert.deepEqual(new Set(shown), new Set(allPictures.map(({ file }) => file)))
    assert.equal(shown.length, allPictures.length, 'each once')
  })

  it('has each picture, and none that nobody sees', () => {
    const missing = allPictures.filter(({ file }) => !existsSync(join(picturesFolder, file))).map(({ file }) => file)
    assert.deepEqual(missing, [], `missing: ${again}`)
    const known = new Set(allPictures.map(({ file }) => file))
    assert.deepEqual(
      readdirSync(picturesFolder).filter((file) => !known.has(file)),
      [],
    )
    const bytes = allPictures.reduce((sum, { file }) => sum + statSync(join(picturesFolder, file)).size, 0)
    assert.ok(bytes < 15_000_000, `${bytes} bytes`)
  })

  it('shows the mailbox as it is: a few pictures taken anew look the same', async () => {
    await using town = await startPictureTown()
    for (const wanted of ['inbox-phone-nn', 'settings-desktop-en', 'text-letter-desktop-nb', 'receipt-phone-en']) {
      const picture = allPictures.find(({ file }) => file === `${wanted}.webp`) ?? assert.fail(wanted)
      const kept = readFileSync(join(picturesFolder, picture.file))
      const far = await unlikeness(town.browser, kept, await takePicture(town, picture))
      assert.ok(far < 0.02, `${wanted} has changed by ${far.toFixed(3)}: ${again}`)
    }
  })

  it('would see that a picture shows something else', async () => {
    await using town = await startPictureTown()
    const [one, other] = ['inbox-phone-nn', 'settings-phone-nn'].map((name) =>
      readFileSync(join(picturesFolder, `${name}.webp`)),
    )
    assert.ok(one !== undefined && other !== undefined)
    assert.equal(await unlikeness(town.browser, one, one), 0)
    assert.ok((await unlikeness(town.browser, one, other)) > 0.02)
  })
})
