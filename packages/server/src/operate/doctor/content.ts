import type { BlobStore } from '../../blobs/blob-store.ts'
import { countOtherLengths } from '../../blobs/survey.ts'
import { type Sweep, sweep } from '../../blobs/sweep.ts'
import type { Config } from '../../config/config.ts'
import { comparePairing, mismatchMessage } from '../../require-pairing.ts'
import type { Database } from '../../store/database.ts'
import { type Finding, failed, ok, reasonOf, warning } from './finding.ts'

const restore =
  'Restore the folder blobs from your backup, beside the database as it is. No letter has to be sent again.'

/** Whether the database and the content store belong together, and in a bounded sample whether letters have content. */
export async function checkPairing(config: Config, url: string, blobs: BlobStore): Promise<Finding[]> {
  const { pairing, rows, rowsStored } = await comparePairing(url, blobs)
  if (pairing.kind === 'mismatch') {
    return [failed('installation', mismatchMessage(pairing.why, config), 'The server does not start like this.')]
  }
  const paired = pairing.unwritten
    ? warning('installation', 'database and content store have no id in common yet', 'The next start writes it.')
    : ok('installation', `database and content store are both of ${pairing.id.slice(0, 8)}`)
  return [paired, sampleFinding(rows, rowsStored)]
}

function sampleFinding(rows: number, stored: number): Finding {
  if (rows === stored) return ok('letters’ content', `all ${rows} of a sample are stored`)
  return failed(
    'letters’ content',
    `${rows - stored} of a sample of ${rows} are not in the content store`,
    `${restore} All of them are counted by: brevdue doctor --content`,
  )
}

export interface CountingOptions {
  now: Date
  onProgress?: ((blobs: number) => void) | undefined
}

/** Compares every row and every blob. Changes nothing. */
export async function checkAllContent(
  stores: { config: Config; db: Database; blobs: BlobStore },
  { now, onProgress }: CountingOptions,
): Promise<Finding[]> {
  try {
    const { config, ...rest } = stores
    const { quarantineDays } = config
    const looked = await sweep(rest, { now, quarantineDays, dry: true, onProgress })
    const others = await countOtherLengths(rest, { onProgress })
    return [lettersWithoutContent(looked), otherLengths(others), contentWithoutLetters(looked), quarantine(looked)]
  } catch (error) {
    return [failed('content compared', reasonOf(error), 'See the other findings, and try again.')]
  }
}

function lettersWithoutContent({ missing, keptRows, restored }: Sweep): Finding {
  const counts = { documents: keptRows, missing, inQuarantine: restored }
  const name = 'letters’ content'
  if (missing > 0) {
    return { ...failed(name, `${missing} of ${keptRows} are not in the content store`, restore), counts }
  }
  if (restored > 0) {
    const advice = 'The server puts them back in its next sweep, and when a letter is opened.'
    return { ...warning(name, `${restored} of ${keptRows} are in the quarantine`, advice), counts }
  }
  return { ...ok(name, `all ${keptRows} are stored`), counts }
}

/** Length alone: a changed byte is noticed when its document is opened, and logged then. */
function otherLengths(others: number): Finding {
  const name = 'content lengths'
  const counts = { damaged: others }
  if (others === 0) return { ...ok(name, 'as they were stored; a changed byte shows when a letter is opened'), counts }
  return { ...failed(name, `${others} documents are cut, emptied or grown`, restore), counts }
}

function contentWithoutLetters({ blobs, unknown, abandoned, held }: Sweep): Finding {
  const counts = { blobs, unknown, abandoned }
  const name = 'content of no letter'
  if (unknown + abandoned === 0) return { ...ok(name, `none of ${blobs} blobs`), counts }
  const finding = `${unknown} of ${blobs} blobs have no row, ${abandoned} belong to letters that were never accepted`
  if (!held) return { ...warning(name, finding, 'The next sweep puts them into the quarantine.'), counts }
  const advice =
    'That is more than a small share, so the server leaves them alone. Is this the right database, or one restored from an old backup? If it is right: brevdue sweep --confirm'
  return { ...failed(name, finding, advice), counts }
}

function quarantine({ quarantined, restored }: Sweep): Finding {
  const finding = quarantined === 0 ? 'it is empty' : `it has ${quarantined} blobs, of which letters need ${restored}`
  return { ...ok('quarantine', finding), counts: { quarantined, needed: restored } }
}
