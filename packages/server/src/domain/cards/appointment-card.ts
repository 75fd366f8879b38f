import { addressLine } from './address.ts'
import type { AppointmentCard, Claims } from './card.ts'
import { nestedLink } from './card-link.ts'
import { infosOf } from './infos.ts'
import { instant, moment } from './instant.ts'
import { cardLanguage } from './language.ts'
import { plainText } from './plain-text.ts'

/** Null when it cannot be told when the appointment is: the rest would be a card about nothing. */
export function appointmentCard(claims: Claims<'appointment'>): AppointmentCard | null {
  const start = instant(claims.startTime)
  if (start === null) return null
  return {
    type: 'appointment',
    name: 'appointment',
    language: cardLanguage(claims.language),
    startsAt: start.toISOString(),
    endsAt: moment(claims.endTime),
    subTitle: plainText(claims.subTitle, 150),
    arrival: plainText(claims.arrivalTime, 150),
    placeName: plainText(claims.place, 150),
    address: addressLine(claims.address),
    infos: infosOf(claims.info, 2),
    link: nestedLink(claims.link),
  }
}
