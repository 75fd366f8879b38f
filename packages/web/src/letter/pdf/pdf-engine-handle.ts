type Close = () => void
let close: Close = () => {}

/** Lets the session end pdf.js and its memory without fetching pdf.js to do so. */
export function onClosePdfEngine(action: Close): void {
  close = action
}

export function closePdfEngine(): void {
  close()
}
