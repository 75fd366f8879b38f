import type { Config } from '../../config/config.ts'
import { clamd } from '../../gateways/clamd.ts'
import { nameOfClamd, readClamdAddress } from '../../gateways/clamd-address.ts'
import type { Database } from '../../store/database.ts'
import { countQuarantine } from '../../store/quarantine.ts'
import { waitingScans } from '../../store/scan-queue.ts'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'

const name = 'malware scanner'

/** Whether the scanner answers, with its engine and signatures. Undefined where none is set up. */
export async function checkScanner({ scanner }: Pick<Config, 'scanner'>): Promise<Finding | undefined> {
  if (scanner === undefined) return undefined
  const address = readClamdAddress(scanner)
  const place = nameOfClamd(address)
  const gateway = clamd(address)
  try {
    await gateway.ping()
    return ok(name, `clamd at ${place} answers: ${await gateway.version()}`)
  } catch (error) {
    return failed(
      name,
      `clamd at ${place} does not answer: ${reasonOf(error)}`,
      'Start it, or see BREVDUE_SCANNER. Until it answers, new letters are taken and cannot be opened.',
    )
  }
}

/** What waits for the scanner: for a while it always does, for ever where there is none. */
export async function checkScans({ scanner }: Pick<Config, 'scanner'>, db: Database): Promise<Finding[]> {
  const { waiting } = await waitingScans(db)
  if (scanner === undefined && waiting > 0) {
    return [failed(name, `${waiting} documents wait for one and none is set up`, 'Set BREVDUE_SCANNER again.')]
  }
  const held = await countQuarantine(db)
  const quarantine =
    held === 0 ? [] : [warning('quarantine', `${held} documents wait for a decision`, 'See `brevdue quarantine list`.')]
  if (waiting < 100) return quarantine
  return [
    ...quarantine,
    warning('documents to scan', `${waiting} wait`, 'See that clamd keeps up, and what the log says of it.'),
  ]
}
