/**
 * The two live regions of index.html are there from the start and only ever filled: a region that is inserted
 * together with its text is not read by all screen readers.
 */
export function announceStatus(text: string): void {
  fill('live-status', text)
}

export function announceAlert(text: string): void {
  fill('live-alert', text)
}

/** As long as a slow reader needs; afterwards nobody who comes by meets old news. */
const emptiedAfter = 10_000

let timers: Record<string, number> = {}
/** Not in the region yet. */
let waiting: Record<string, string> = {}

function fill(id: string, text: string): void {
  const region = document.getElementById(id)
  if (region === null) return
  const before = waiting[id]
  // what comes together is said together: an act, and the new letters that its answer told of
  const words = before === undefined || before.endsWith(text) ? (before ?? text) : `${before} ${text}`
  waiting = { ...waiting, [id]: words }
  // emptied first, so that the same sentence twice is read twice
  region.textContent = ''
  clearTimeout(timers[id])
  const later = (act: () => void, milliseconds: number): void => {
    timers = { ...timers, [id]: window.setTimeout(act, milliseconds) }
  }
  later(() => {
    const { [id]: _, ...others } = waiting
    waiting = others
    region.textContent = words
    later(() => (region.textContent = ''), emptiedAfter)
  }, 50)
}
