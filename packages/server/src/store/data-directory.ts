import { StartError } from '../config/start-error.ts'
import { makeDirectory } from '../keys/make-directory.ts'

const another = 'choose another with BREVDUE_DATA'

/** What the system says of a place, and what the operator can do about it. */
const reasons: Readonly<Record<string, [what: string, advice: string]>> = {
  EEXIST: ['is no directory, or lies below something that is none', another],
  ENOTDIR: ['is no directory, or lies below something that is none', another],
  ENOENT: ['cannot be made there', another],
  EINVAL: ['cannot be made there', another],
  ELOOP: ['leads round in a circle of links', another],
  ENAMETOOLONG: ['has too long a name', another],
  EACCES: ['may not be used by this account', `start Brevdue as the account that owns it, or ${another}`],
  EPERM: ['may not be used by this account', `start Brevdue as the account that owns it, or ${another}`],
  EROFS: ['cannot be written to', another],
  ENOSPC: ['has no room left', `make room, or ${another}`],
  EDQUOT: ['has no room left for this account', `make room, or ${another}`],
  EIO: ['cannot be read or written: the disk fails', another],
}

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EIO'])

/**
 * Makes the data directory if there is none, and does something with what lies in it.
 *
 * @throws StartError for what an operator can do something about
 */
export async function inDataDirectory<T>(dataDirectory: string, work: () => Promise<T>): Promise<T> {
  try {
    await makeDirectory(dataDirectory)
    return await work()
  } catch (error) {
    throw explained(error, dataDirectory) ?? error
  }
}

function explained(cause: unknown, dataDirectory: string): StartError | undefined {
  const { code = '', path = '' } = cause as NodeJS.ErrnoException
  const reason = reasons[code]
  // Writing to what is open already fails without a path.
  const isOurs = path === '' ? full.has(code) : path.startsWith(dataDirectory) || dataDirectory.startsWith(path)
  if (cause instanceof StartError || reason === undefined || !isOurs) return undefined
  const [what, advice] = reason
  const where = path === '' || path === dataDirectory ? '' : ` ${path}`
  return new StartError(
    `The data directory ${dataDirectory} ${what} (${code}${where}). ${advice.replace(/^./, (first) => first.toUpperCase())}.`,
    { cause },
  )
}
