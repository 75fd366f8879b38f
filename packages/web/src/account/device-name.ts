const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** A first proposal for what to call a passkey made here; empty when the browser does not tell. */
export function deviceName(userAgent = navigator.userAgent): string {
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? ''
}
