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

function fill(id: string, text: string): void {
  const region = document.getElementById(id)
  if (region === null) return
  // emptied first, so that the same sentence twice is read twice
  region.textContent = ''
  clearTimeout(timers[id])
  const later = (act: () => void, milliseconds: number): void => {
    timers = { ...timers, [id]: window.setTimeout(act, milliseconds) }
  }
  later(() => {
    region.textContent = text
    later(() => (region.textContent = ''), emptiedAfter)
  }, 50)
}
