const zonePattern = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))?'
const dayPattern = '-?(\\d{4}|[1-9]\\d{4,})-(\\d\\d)-(\\d\\d)'
const dateExpression = new RegExp(`^${dayPattern}${zonePattern}$`)
const dateTimeExpression = new RegExp(
  `^${dayPattern}T(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)${zonePattern}$`,
)

const isLeapYear = (year: bigint) => year % 4n === 0n && (year % 100n !== 0n || year % 400n === 0n)

function daysInMonth(year: bigint, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isDay(match: RegExpExecArray | null): boolean {
  if (match === null) return false
  const [, year = '', month, day] = match
  // XML Schema 1.0 has no year zero.
  if (/^0+$/.test(year) || year.length > 18) return false
  const numberOfMonth = Number(month)
  const numberOfDay = Number(day)
  if (numberOfMonth < 1 || numberOfMonth > 12 || numberOfDay < 1) return false
  return numberOfDay <= 28 || numberOfDay <= daysInMonth(BigInt(year), numberOfMonth)
}

/** Whether this is an xsd:date: zone optional, year of four or more digits, the day exists. */
export const isDate = (text: string): boolean => isDay(dateExpression.exec(text))

/** Whether this is an xsd:dateTime: 24:00:00 is allowed, second 60 is not. */
export const isDateTime = (text: string): boolean => isDay(dateTimeExpression.exec(text))
