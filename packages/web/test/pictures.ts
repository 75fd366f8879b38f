/**
 * Takes the pictures of the documentation: `node packages/web/test/pictures.ts`. With a folder as argument it takes
 * every view instead, in both widths and all three languages, for somebody to look at.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '@brevdue/server/mailbox-contract'
import { aPerson } from '@brevdue/server/testing'
import { sendLetters } from './support/letters.ts'
import { startMailbox, type TestMailbox } from './support/mailbox.ts'
import { views } from './support/views.ts'
import { desktop, phone, type VisitOptions, visit } from './support/visit.ts'

const documentation = join(import.meta.dirname, '../../../docs/pictures')
const sizes = { desktop, phone } as const

interface Picture {
  view: string
  language: Language
  size: keyof typeof sizes
  dark?: boolean
}

/** Each shows something that the others do not. */
const chosen: Picture[] = [
  { view: 'pdf letter', language: 'nb', size: 'desktop' },
  { view: 'html letter', language: 'nn', size: 'desktop', dark: true },
  { view: 'sign-in', language: 'en', size: 'phone' },
  { view: 'inbox', language: 'nb', size: 'phone' },
  { view: 'pdf letter', language: 'nb', size: 'phone' },
  { view: 'hidden letter', language: 'nn', size: 'phone' },
  { view: 'receipt', language: 'en', size: 'phone' },
]

const every: Picture[] = views.flatMap(({ name }) =>
  (['nb', 'nn', 'en'] as const).flatMap((language) =>
    (['desktop', 'phone'] as const).map((size) => ({ view: name, language, size })),
  ),
)

/** Spreads the letters over the weeks before, as they would have come. */
async function spread({ server }: TestMailbox): Promise<void> {
  const letters = await server.db.selectFrom('letter').select('id').orderBy('visible_at', 'desc').execute()
  const hours = [0.2, 5, 26, 30, 50, 75, 99, 200, 9000]
  for (const [at, { id }] of letters.entries()) {
    const visible = new Date(Date.now() - (hours[at] ?? 9000) * 3_600_000)
    await server.db.updateTable('letter').set({ visible_at: visible }).where('id', '=', id).execute()
  }
}

async function take(mailbox: TestMailbox, picture: Picture, folder: string): Promise<void> {
  const options: VisitOptions = {
    ...{ language: picture.language, viewport: sizes[picture.size] },
    ...(picture.dark && { colorScheme: 'dark' as const }),
  }
  await using visited = await visit(mailbox.browser, mailbox.server.url, options)
  await views.find(({ name }) => name === picture.view)?.open(visited.page)
  await visited.page.mouse.move(0, 0)
  await visited.page.evaluate(() => document.fonts.ready)
  await visited.page.waitForLoadState('networkidle')
  const name = [picture.view.replaceAll(/\W+/g, '-'), picture.size, picture.language, ...(picture.dark ? ['dark'] : [])]
  await visited.page.screenshot({ path: join(folder, `${name.join('-')}.png`) })
}

const [folder] = process.argv.slice(2)
await using mailbox = await startMailbox()
await aPerson(mailbox.server, { name: 'Ola Nordmann' })
await sendLetters(mailbox)
await spread(mailbox)
await mkdir(folder ?? documentation, { recursive: true })
for (const picture of folder === undefined ? chosen : every) await take(mailbox, picture, folder ?? documentation)
