import { createStore } from '../state/store.ts'

export type TextSize = 'sm' | 'md' | 'lg'
export type Appearance = 'auto' | 'light' | 'dark'

export interface Preferences {
  textSize: TextSize
  appearance: Appearance
  /** Single-letter shortcuts; off until switched on (WCAG 2.1.4). */
  shortcuts: boolean
}

export const textSizes: readonly TextSize[] = ['sm', 'md', 'lg']
export const appearances: readonly Appearance[] = ['auto', 'light', 'dark']

const storageKey = 'brevdue-preferences'

export const preferences = createStore<Preferences>({ textSize: 'sm', appearance: 'auto', shortcuts: false })

/** Reads what this browser remembers and puts it on the page; to be called once, before the first paint. */
export function loadPreferences(): void {
  preferences.set(read())
  apply()
}

export function changePreferences(change: Partial<Preferences>): void {
  preferences.set(change)
  apply()
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences.get()))
  } catch {
    // storage may be switched off: the choice then lasts until the page is closed
  }
}

function apply(): void {
  const { textSize, appearance } = preferences.get()
  document.documentElement.dataset['size'] = textSize
  document.documentElement.dataset['colorScheme'] = appearance
}

function read(): Partial<Preferences> {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>
    const textSize = textSizes.find((size) => size === stored['textSize'])
    const appearance = appearances.find((choice) => choice === stored['appearance'])
    return {
      ...(textSize && { textSize }),
      ...(appearance && { appearance }),
      shortcuts: stored['shortcuts'] === true,
    }
  } catch {
    return {}
  }
}
