import { readFileSync } from 'node:fs'

const pauseMs = 200

/**
 * Stops this process as SIGTERM does once the npm that started it is gone. npm passes signals only to the shell between
 * them, which ends by them without passing them on; and some it does not pass on at all.
 */
export function stopWithLauncher(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return // started by hand it may outlive its terminal
  const before = launcher()
  const timer = setInterval(() => {
    if (launcher() === before) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, pauseMs).unref()
}

/** The parent, and behind a shell its parent as well. Where there is no /proc the parent alone must do. */
function launcher(): string {
  const { ppid } = process
  try {
    const stat = readFileSync(`/proc/${ppid}/stat`, 'utf8') // number (name) state parent …
    const [, name = '', parent = ''] = /\((.*)\) \S (\d+)/s.exec(stat) ?? []
    return /^(sh|dash|ash|bash|zsh)$/.test(name) ? `${ppid} ${parent}` : String(ppid)
  } catch {
    return String(ppid)
  }
}
