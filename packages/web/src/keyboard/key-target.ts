export function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey
}

/** Ctrl, or the key that stands for it on a Mac, and nothing else. */
export function isCommand(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
}

export function isInPane(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element) || isField(event.target)) return false
  return event.target.closest('[data-pane="list"], [data-pane="reader"]') !== null
}

/** What takes text for itself; a checkbox does not. */
export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') !== null
  )
}

export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null
}
