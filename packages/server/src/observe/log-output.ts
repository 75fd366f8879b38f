import { type DestinationStream, destination } from 'pino'

/** What is kept of the lines that cannot be written; over it they are lost, and letters go on. */
const keptBytes = 1024 ** 2

/**
 * Where log lines go. A closed terminal or a full disk costs the lines, never the server: pino's own destination raises
 * the fault as an uncaught exception, and at a fatal line tries again for ever with the event loop held [seen].
 *
 * @param target a file descriptor, usually the standard output, or a path
 */
export function logOutput(target: number | string = 1): DestinationStream {
  const output = destination({ dest: target, sync: true, maxLength: keptBytes })
  output.on('error', () => undefined)
  // Without flushSync, in which it tries for ever; nothing is left to flush where each line is written at once.
  return { write: (line) => void output.write(line) }
}
