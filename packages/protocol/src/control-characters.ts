const tab = 0x09
const firstPrintable = 0x20
const deletion = 0x7f

/** Whether a text holds a character that would break out of its line or hide in it: 0 to 31, except a tab, and 127. */
export function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if ((code < firstPrintable && code !== tab) || code === deletion) return true
  }
  return false
}

/** Whether every character stands for one byte, as those of a request line do. */
export function isByteString(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0xff) return false
  return true
}
