import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'

/** Colours text where the terminal shows colours; elsewhere leaves it as it is. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** To the error output, so that what is piped on stays clean. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

export function sayJson(value: unknown): void {
  say(JSON.stringify(value, null, 2))
}

/** As in 23 kB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const [unit, size] = bytes < 1_000_000 ? ['kB', 1000] : ['MB', 1_000_000]
  return `${(bytes / size).toFixed(bytes / size < 10 ? 1 : 0)} ${unit}`
}

/** In the time zone of this machine, with its offset: 2026-11-28 21:05:09 +01:00. */
export function formatTime(time: Date): string {
  const minutes = -time.getTimezoneOffset()
  const [date = '', clock = ''] = new Date(time.getTime() + minutes * 60_000).toISOString().split('T')
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return `${date} ${clock.slice(0, 8)} ${offset}`
}
