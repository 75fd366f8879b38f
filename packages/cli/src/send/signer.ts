import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPkcs12 } from '@brevdue/client'
import { readPkcs12Key, readSandboxFile, type SandboxFile } from '@brevdue/server'
import { readConfig } from '../read-config.ts'
import { UsageError } from '../usage-error.ts'

/** Who signs, and where the letter goes. */
export interface Signer {
  url: string
  brokerId: string
  key: Buffer | string
  keyPassword?: string
  certificate: Buffer
}

export interface SignerOptions {
  /** The sender that the letter is from. */
  as?: string
  url?: string
  broker?: string
  key?: string
  keyPasswordFile?: string
  certificate?: string
}

/**
 * Who may sign, in the order to try: with `--broker`, `--key` and `--certificate` just that one; otherwise those in
 * `sandbox.json` who are the sender, who may act for it, or — for a sender that the file does not know — any of them.
 *
 * @throws UsageError when nobody can be found
 */
export async function findSigners(options: SignerOptions): Promise<Signer[]> {
  if (options.as !== undefined && !/^[1-9][0-9]{0,18}$/.test(options.as)) {
    throw new UsageError(`--as is “${options.as}”; it must be the account number of a sender`)
  }
  const { dataDirectory } = readConfig()
  const sandbox = await readSandboxFile(dataDirectory)
  const given = [options.broker, options.key, options.certificate].filter((option) => option !== undefined)
  if (given.length > 0) return [explicitSigner(options, sandbox)]
  if (sandbox === undefined) {
    throw new UsageError(
      `there is no sandbox in ${dataDirectory}: start one with \`npm start\`, or say who signs with --broker, --key, --certificate and --url`,
    )
  }
  const url = options.url ?? sandbox.url
  return candidates(sandbox.senders, options).map((sender) => ({
    url,
    brokerId: sender.id,
    key: readFileSync(join(dataDirectory, sender.key)),
    certificate: readFileSync(join(dataDirectory, sender.certificate)),
  }))
}

/** A broker comes before the sender's own key: `--as` is there to try that. */
function candidates(senders: SandboxFile['senders'], options: SignerOptions): SandboxFile['senders'] {
  const { as } = options
  if (as === undefined) return senders.slice(0, 1)
  const brokers = senders.filter((sender) => sender.mayActFor.includes(as))
  if (brokers.length > 0) return brokers
  const own = senders.filter((sender) => sender.id === as)
  return own.length > 0 ? own : senders
}

function explicitSigner(options: SignerOptions, sandbox: SandboxFile | undefined): Signer {
  const { broker, key, certificate } = options
  if (broker === undefined || key === undefined || certificate === undefined) {
    throw new UsageError('--broker, --key and --certificate go together: give all three')
  }
  const url = options.url ?? sandbox?.url
  if (url === undefined) throw new UsageError('--url is missing: where is the service?')
  return { url, brokerId: broker, ...readKey(key, options), certificate: readNamed('--certificate', certificate) }
}

/** The password is in a file: what is on a command line is seen by everyone on the machine. */
function readKey(path: string, { keyPasswordFile }: SignerOptions): Pick<Signer, 'key' | 'keyPassword'> {
  const key = readNamed('--key', path)
  const password =
    keyPasswordFile === undefined
      ? undefined
      : readNamed('--key-password-file', keyPasswordFile)
          .toString('utf8')
          .replace(/\r?\n$/, '')
  if (!isPkcs12(key)) {
    if (password === undefined && key.includes('ENCRYPTED')) throw needsPassword(path)
    return { key, ...(password !== undefined && { keyPassword: password }) }
  }
  const unpacked = readPkcs12Key(key, password ?? '')
  if (unpacked !== undefined) return { key: unpacked }
  if (password === undefined) throw needsPassword(path)
  throw new UsageError(
    `--key ${path} is a PKCS #12 file that does not open: the password in --key-password-file is another one, or it holds no RSA key`,
  )
}

function needsPassword(path: string): UsageError {
  return new UsageError(
    `--key ${path} is encrypted: write its password into a file and name it with --key-password-file`,
  )
}

function readNamed(option: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code
    throw new UsageError(reason === 'ENOENT' ? `there is no ${path}` : `${option} ${path} cannot be read (${reason})`)
  }
}
