import { formatBytes } from '../print.ts'

const barWidth = 30
/** Below this an upload is over before anybody has read a bar. */
const worthShowing = 2_000_000

/** A progress bar on the error output, for long uploads on a terminal; elsewhere it does nothing. */
export class Progress {
  #total = 0
  #visible = false
  #sent = 0
  #drawnAt = 0

  /** @param total bytes of all documents */
  start(total: number): void {
    this.#total = total
    this.#visible = process.stderr.isTTY && total >= worthShowing
  }

  add(bytes: number): void {
    this.#sent = Math.min(this.#total, this.#sent + bytes)
    if (!this.#visible || performance.now() - this.#drawnAt < 100) return
    this.#drawnAt = performance.now()
    const filled = Math.round((this.#sent / this.#total) * barWidth)
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
    process.stderr.write(`\r${bar} ${formatBytes(this.#sent)} of ${formatBytes(this.#total)} `)
  }

  /** Wipes the bar. */
  end(): void {
    if (this.#visible) process.stderr.write('\r\x1b[K')
  }
}
