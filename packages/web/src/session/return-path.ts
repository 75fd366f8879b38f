const storageKey = 'brevdue-return'

/** Where to go after signing in again. Paths hold only opaque ids, so this says nothing about the letters. */
export function rememberReturnPath(path: string): void {
  try {
    sessionStorage.setItem(storageKey, path)
  } catch {
    // without storage one lands in the inbox
  }
}

export function takeReturnPath(): string {
  try {
    const path = sessionStorage.getItem(storageKey)
    sessionStorage.removeItem(storageKey)
    return path !== null && /^\/(inbox|archive|bin|l|settings)(\/|$|\?)/.test(path) ? path : '/inbox'
  } catch {
    return '/inbox'
  }
}
