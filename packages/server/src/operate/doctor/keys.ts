import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { openKeyring } from '../../keys/open-keyring.ts'
import type { Database } from '../../store/database.ts'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'

/** Whether the master key is the database's. Not asked of an empty database: a key would be made for it. */
export async function checkMasterKey(config: Config, db: Database): Promise<Finding> {
  try {
    await openKeyring({ config, db, warn: () => undefined })
    return ok('master key', 'it is the one that the database was set up with')
  } catch (error) {
    return failed('master key', reasonOf(error), 'Without it no letter can be read: see the message.')
  }
}

const month = 30 * 86_400_000

/** The certificate that clients check the server's answers with. */
export async function checkResponseCertificate(keysDirectory: string, now: Date): Promise<Finding> {
  const path = join(keysDirectory, 'response-certificate.pem')
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return warning('response certificate', 'there is none yet', 'The first start of the server makes it.')
    }
    return failed(
      'response certificate',
      `${path} cannot be read: ${reasonOf(error)}`,
      'Restore it, or delete it: the next start makes it anew from response-key.pem.',
    )
  }
  const until = certificate.validToDate
  const finding = `valid until ${until.toISOString().slice(0, 10)}`
  if (until <= now)
    return failed(
      'response certificate',
      finding,
      `Delete ${path} and start the server: it makes a new one from the same key.`,
    )
  if (until.getTime() < now.getTime() + month) {
    return warning(
      'response certificate',
      finding,
      `Delete ${path} and restart the server: it makes a new one from the same key.`,
    )
  }
  return ok('response certificate', finding)
}
