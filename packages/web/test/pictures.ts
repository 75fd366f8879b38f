/**
 * Takes the pictures of the documentation: `npm run pictures -w @brevdue/web [-- part of a view's name …]`. All of them are taken on the
 * same morning, so that taking them again changes nothing unless the mailbox has changed. Writes the tables of the guide.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allPictures, guidePath, picturesFolder, withPictures } from './support/guide.ts'
import { startPictureTown, takePicture } from './support/picture-town.ts'

const atOnce = 3

const parts = process.argv.slice(2)
const wanted = ({ name }: { name: string }) => parts.length === 0 || parts.some((part) => name.includes(part))

const work = allPictures.filter(({ view }) => wanted(view))

await mkdir(picturesFolder, { recursive: true })
/** Each in a town of its own: what one view opens must not show in another's picture. */
const lane = async (): Promise<void> => {
  await using town = await startPictureTown()
  for (let next = work.shift(); next !== undefined; next = work.shift()) {
    try {
      await writeFile(join(picturesFolder, next.file), await takePicture(town, next))
    } catch (error) {
      process.stderr.write(`${next.file}: ${String(error)}\n`)
      process.exitCode = 1
    }
  }
}
await Promise.all(Array.from({ length: atOnce }, lane))

const known = new Set(allPictures.map(({ file }) => file))
for (const file of await readdir(picturesFolder)) if (!known.has(file)) await rm(join(picturesFolder, file))
await writeFile(guidePath, withPictures(await readFile(guidePath, 'utf8')))
