/**
 * A name that the provider gives a person or a session, as it can be kept and compared: the database holds no NUL, and
 * would take all halves of surrogate pairs for one another.
 */
export function isStorableName(name: string): boolean {
  return name !== '' && !name.includes('\0') && name.isWellFormed()
}
