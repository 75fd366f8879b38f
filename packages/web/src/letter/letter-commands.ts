/** What a key asks of the letter in view; the letter listens, so that the keyboard map needs to know nothing of it. */
export type LetterCommand = 'download' | 'print' | 'mark-unread' | 'zoom-in' | 'zoom-out' | 'toggle-text'

const eventName = 'brevdue-letter-command'
const bus = new EventTarget()

/** @returns true when a letter was there to take it */
export function sendLetterCommand(command: LetterCommand): boolean {
  return !bus.dispatchEvent(new CustomEvent(eventName, { detail: command, cancelable: true }))
}

export function onLetterCommand(listener: (command: LetterCommand) => void): () => void {
  const listen = (event: Event): void => {
    event.preventDefault()
    listener((event as CustomEvent<LetterCommand>).detail)
  }
  bus.addEventListener(eventName, listen)
  return () => bus.removeEventListener(eventName, listen)
}
