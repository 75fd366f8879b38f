import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePkcs12, makeSelfSigned } from '../keys/certificates.ts'

/** Where one sender's key material lies, relative to the data directory. */
export interface KeyFiles {
  key: string
  certificate: string
  p12: string
  password: string
}

/** Makes a sender's key, certificate and .p12 under `sandbox/`, or finds those that an earlier start made. */
export async function sandboxKeys(
  dataDirectory: string,
  sender: { name: string; organisationNumber: string },
  now: Date,
): Promise<KeyFiles & { certificatePem: string }> {
  const folder = join('sandbox', sender.name.toLowerCase().replaceAll(' ', '-'))
  const inFolder = (name: string): string => join(folder, name)
  const absolute = (name: string): string => join(dataDirectory, folder, name)
  if (!(await allThere(join(dataDirectory, folder)))) await makeKeys(join(dataDirectory, folder), sender, now)
  return {
    key: inFolder('key.pem'),
    certificate: inFolder('certificate.pem'),
    p12: inFolder('sender.p12'),
    password: (await readFile(absolute('p12-password.txt'), 'utf8')).trim(),
    certificatePem: await readFile(absolute('certificate.pem'), 'utf8'),
  }
}

const names = ['key.pem', 'certificate.pem', 'p12-password.txt', 'sender.p12']

async function allThere(folder: string): Promise<boolean> {
  return Promise.all(names.map((name) => access(join(folder, name)))).then(
    () => true,
    () => false,
  )
}

/** The whole folder appears at once, so that a start that was cut off leaves nothing half made. */
async function makeKeys(
  folder: string,
  sender: { name: string; organisationNumber: string },
  now: Date,
): Promise<void> {
  const draft = `${folder}.part-${randomBytes(4).toString('hex')}`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const { privateKeyPem, certificatePem } = await makeSelfSigned({
    subject: sender.name,
    organisationNumber: sender.organisationNumber,
    days: 3 * 365,
    from: now,
  })
  const password = randomBytes(12).toString('base64url')
  const write = (name: string, content: string | Buffer): Promise<void> =>
    writeFile(join(draft, name), content, { mode: 0o600 })
  await write('key.pem', privateKeyPem)
  await write('certificate.pem', certificatePem)
  await write('p12-password.txt', `${password}\n`)
  await write('sender.p12', makePkcs12(privateKeyPem, certificatePem, password))
  // What is left of one that lost a part is put aside: a key that somebody put there is not ours to delete.
  await rm(`${folder}.incomplete`, { recursive: true, force: true })
  await rename(folder, `${folder}.incomplete`).catch(unlessAbsent)
  await rename(draft, folder)
}

function unlessAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
