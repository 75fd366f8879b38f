import { parseDateTime, type Version } from '@brevdue/protocol'
import { clockSkewMs } from './clock-skew.ts'
import type { Problem } from './problem.ts'

/** Outside these, an answer cannot say the time back in the protocol's format, in Norwegian time with four-digit years. */
const earliest = new Date('1900-01-01T00:00:00Z')
const latest = new Date('9999-01-01T00:00:00Z')

/**
 * When the recipient may see the letter, and the time it carries (protocol 5.1, 3.23). In v6 a time in the past was
 * allowed: the letter is there at once, shown with that time.
 */
export function decideDeliveryTime(
  asked: string | undefined,
  facts: { now: Date; version: Version; permitted: boolean },
): { deliveryTime: Date; problems: Problem[] } {
  const { now, version, permitted } = facts
  if (asked === undefined) return { deliveryTime: now, problems: [] }
  const problems: Problem[] = []
  const deliveryTime = parseDateTime(asked)
  if (!permitted) {
    problems.push({
      code: 'ILLEGAL_ACCESS',
      message:
        'delivery-time: the sender’s account may not choose the time of delivery. The operator opens it; without delivery-time the letter is delivered at once.',
    })
  }
  if (deliveryTime < earliest || deliveryTime >= latest) {
    problems.push({ code: 'VALIDATION_FAILED', message: `delivery-time ${asked} is not in the years 1900 to 9998.` })
  } else if (version !== 'v6' && deliveryTime < now) {
    // A sender who means now is not told, by our clock, that now is in the past.
    if (now.getTime() - deliveryTime.getTime() <= clockSkewMs) return { deliveryTime: now, problems }
    problems.push({
      code: 'DELIVERY_DATE_HISTORICAL',
      message: `delivery-time ${asked} is in the past. Leave it out to deliver at once, or name a time to come.`,
    })
  }
  return { deliveryTime, problems }
}
