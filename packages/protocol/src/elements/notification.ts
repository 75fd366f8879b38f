import { attributes, complex, many, optional, sequence, some } from '../xml/complex-types.ts'
import { dateTime, int, restricted, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'

const listedTime = complex('listed-time', attributes({ time: optional(dateTime) }))
const afterHours = restricted(int, { minInclusive: 0 }, 'after-hours')
const smsOverrides = complex(
  'sms-overrides',
  sequence({ 'sms-mobile-number': string, text: text({ minLength: 1, maxLength: 160 }) }),
)

/** When the recipient is told by SMS about an unread document (protocol 7.6). */
export const smsNotification = complex(
  'sms-notification',
  sequence({ overrides: optional(smsOverrides), at: many(listedTime), 'after-hours': many(afterHours) }),
)
export type SmsNotification = ValueOf<typeof smsNotification>

/** When the recipient is told by e-mail about an unread document (protocol 7.6). */
export const emailNotification = complex(
  'email-notification',
  sequence({
    'email-address': string,
    subject: text({ minLength: 1, maxLength: 100 }),
    text: text({ minLength: 1, maxLength: 500 }),
    at: some(listedTime),
  }),
)
export type EmailNotification = ValueOf<typeof emailNotification>
