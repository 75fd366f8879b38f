import type { Language } from '@brevdue/server/mailbox-contract'

const noBreakSpace = '\u00a0'

/** `1 249,00 kr`, in English `NOK 1,249.00`. Takes decimal text, so that no amount passes through a float. */
export function formatAmount(decimal: string, language: Language): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal) ?? []
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : noBreakSpace)
  const cents = fraction.padEnd(2, '0')
  const minus = sign && '\u2212'
  if (language === 'en') return `NOK${noBreakSpace}${minus}${grouped}.${cents}`
  return `${minus}${grouped},${cents}${noBreakSpace}kr`
}

const units = ['B', 'kB', 'MB', 'GB']

/** `93 kB`, `1,4 MB`; in English `1.4 MB`. Decimal units, as the operating systems' file lists show them. */
export function formatSize(bytes: number, language: Language): string {
  let size = bytes
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  const digits = unit > 0 && size < 9.95 ? size.toFixed(1) : String(Math.round(size))
  return `${language === 'en' ? digits : digits.replace('.', ',')}${noBreakSpace}${units[unit]}`
}
