/** What a downloaded document is called (mailbox design 4.6). */

const osloDay = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** In bytes: with the date and the extension it stays within the 255 that common disks allow in one name. */
const longestTitle = 200

/**
 * Control characters, what Windows forbids in names, and the invisible marks that can turn `gpj.exe` into
 * `exe.jpg` on the screen.
 */
const unsafe = /[\p{Cc}\p{Cf}\u2028\u2029"*/:<>?\\|]+/gu

function part(text: string): string {
  return text
    .replace(unsafe, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
}

function cut(text: string, bytes: number): string {
  let room = bytes
  let kept = ''
  for (const character of text) {
    room -= Buffer.byteLength(character)
    if (room < 0) break
    kept += character
  }
  return kept.replace(/[. ]+$/, '')
}

function extension(fileType: string): string {
  const clean = fileType.toLowerCase().replace(/[^a-z0-9_-]/g, '')
  return clean === '' ? '' : `.${clean.slice(0, 29)}`
}

/**
 * `2026-11-23 Fjellvik kommune – Vedtak.pdf`, with the day the letter was received in Norway. A sensitive letter is
 * called `2026-11-23 brev.pdf`: its name may be read over a shoulder or be copied to a shared disk.
 */
export function downloadName(letter: {
  receivedAt: Date
  sender: string
  subject: string | null
  fileType: string
  sensitive: boolean
}): string {
  const day = osloDay.format(letter.receivedAt)
  const named = [part(letter.sender), part(letter.subject ?? '')].filter((text) => text !== '').join(' – ')
  const title = letter.sensitive || named === '' ? 'brev' : named
  return `${day} ${cut(title, longestTitle)}${extension(letter.fileType)}`
}
