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

let timers: Record<string, number> = {}

function fill(id: string, text: string): void {
  const region = document.getElementById(id)
  if (region === null) return
  // emptied first, so that the same sentence twice is read twice
  region.textContent = ''
  clearTimeout(timers[id])
  timers = { ...timers, [id]: window.setTimeout(() => (region.textContent = text), 50) }
}
