import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { DigipostError } from '@brevdue/client'
import {
  type RunningServer,
  refreshSandboxUrl,
  type SandboxFile,
  sandboxFilePath,
  seedSandbox,
  sentMessageIds,
} from '@brevdue/server'
import { complain, formatBytes, paint, say } from '../print.ts'
import { municipalityLetters, welcome } from './letters/municipality.ts'
import { powerCompanyLetters } from './letters/power-company.ts'
import { type SentLetter, sendDemoLetters } from './letters/send-demo-letters.ts'
import { lettersWithCards } from './letters/with-cards.ts'

const demoLetters = [...municipalityLetters, ...powerCompanyLetters, ...lettersWithCards, welcome]

/** What a sandbox does once its server listens: people and letters the first time, and a word on how to go on. */
export async function openSandbox(server: RunningServer): Promise<void> {
  const { dataDirectory } = server.config
  const url = reachableUrl(server)
  const place = { dataDirectory, url }
  const sandbox = (await refreshSandboxUrl(dataDirectory, url)) ?? (await seedSandbox(server, place, new Date()))
  await sendMissingLetters(server, sandbox)
  await sayHowToGoOn(server, sandbox)
}

/** A listener on all addresses is reached here by the local one. */
function reachableUrl({ url, config }: RunningServer): string {
  return (config.publicUrl ?? url).replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}

async function sendMissingLetters(server: RunningServer, sandbox: SandboxFile): Promise<void> {
  const sent = await sentMessageIds(
    server.db,
    demoLetters.map(({ id }) => id),
  )
  const missing = demoLetters.filter(({ id }) => !sent.has(id))
  if (missing.length === 0) return
  try {
    // What the machine itself answers on, whatever the public address is.
    const local = { ...sandbox, url: server.url.replace('//0.0.0.0:', '//127.0.0.1:') }
    const { dataDirectory } = server.config
    sayLetters(await sendDemoLetters(local, dataDirectory, missing, () => new Date()))
  } catch (error) {
    if (!(error instanceof DigipostError)) throw error
    complain(`${paint('red', '✗')} The sandbox could not send a letter to itself: ${error.code}: ${error.message}`)
  }
}

function sayLetters(sent: readonly SentLetter[]): void {
  const first = sent.find(({ letter }) => letter === welcome)
  const others = sent.filter((each) => each !== first)
  if (first !== undefined) {
    const { letter, subject, delivery, bytes, milliseconds } = first
    say(`${paint('green', '✓')} First letter: “${subject}” from ${letter.from} to ${letter.to}`)
    say(
      `  ${formatBytes(bytes)} PDF, signed, sent and delivered in ${milliseconds.toFixed(0)} ms: ${delivery.status} through ${delivery.channel}; the signed answer was verified`,
    )
  }
  if (others.length === 0) return
  const total = others.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const recipients = new Set(others.map(({ letter }) => letter.to)).size
  say(
    `${paint('green', '✓')} ${others.length} more letters to ${recipients} recipients, ${(total / others.length).toFixed(0)} ms each`,
  )
}

async function sayHowToGoOn({ config }: RunningServer, sandbox: SandboxFile): Promise<void> {
  const sample = join(config.dataDirectory, 'letter.pdf')
  const [person] = sandbox.people
  await writeSample(sample, sandbox)
  const data = process.env['BREVDUE_DATA']
  const prefix = data === undefined || data === '' ? '' : `BREVDUE_DATA=${quoted(data)} `
  say()
  if (!isLocal(config.host)) {
    say(
      `${paint('yellow', '!')} Whoever reaches this machine at ${config.host} can read and send all letters here: nobody proves who they are.`,
    )
    say()
  }
  say(`  Mailbox      ${paint('cyan', `${sandbox.url}/`)}`)
  say(`               choose a person, such as ${person?.name ?? ''}; no password is asked for`)
  say(
    `  Send         ${paint('cyan', `${prefix}npx brevdue send ${quoted(here(sample))} --to ${person?.personalIdentificationNumber ?? ''} --subject "Hello"`)}`,
  )
  say(`  Everybody    ${here(sandboxFilePath(config.dataDirectory))}`)
  say(`  Stop         Ctrl-C`)
  say()
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** A letter at hand, so that the printed command works as it stands. */
async function writeSample(path: string, sandbox: SandboxFile): Promise<void> {
  const [person] = sandbox.people
  if (person === undefined) return
  const lines = [person.name, person.address.addressLine1, `${person.address.postalCode} ${person.address.city}`]
  const { content } = welcome.primaryDocument({ name: person.name, lines }, new Date())
  if (content instanceof Uint8Array) await writeFile(path, content, { flag: 'wx' }).catch(unlessThere)
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** As one would type it in this folder. */
function here(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') ? path : short
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
