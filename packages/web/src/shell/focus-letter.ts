/** To the heading of the open letter: where the focus goes when what had it is taken away. */
export function focusLetter(): void {
  document.querySelector<HTMLElement>('.reader [data-pane-entry]')?.focus()
}
