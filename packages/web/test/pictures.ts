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
await using town = await startPictureTown()
const lane = async (): Promise<void> => {
  for (let next = work.shift(); next !== undefined; next = work.shift()) {
    try {
      await writeFile(join(picturesFolder, next.file), await takePicture(town, next))
    } catch (error) {
      console.error(`${next.file}: ${String(error)}`)
      process.exitCode = 1
    }
  }
}
await Promise.all(Array.from({ length: atOnce }, lane))

const known = new Set(allPictures.map(({ file }) => file))
for (const file of await readdir(picturesFolder)) if (!known.has(file)) await rm(join(picturesFolder, file))
await writeFile(guidePath, withPictures(await readFile(guidePath, 'utf8')))
