import { addressLine } from './address.ts'
import type { Claims, EventCard } from './card.ts'
import { cardLink } from './card-link.ts'
import { infosOf } from './infos.ts'
import { moment } from './instant.ts'
import { cardLanguage } from './language.ts'
import { plainText } from './plain-text.ts'

const mostTimes = 50
const mostLinks = 10

/** Null when none of its times can be read. */
export function eventCard(claims: Claims<'event'>): EventCard | null {
  const times = timesOf(claims)
  if (times.length === 0) return null
  return {
    type: 'event',
    name: 'event',
    language: cardLanguage(claims.language),
    subTitle: plainText(claims.subTitle, 100),
    times,
    timeLabel: plainText(claims.timeLabel, 100),
    description: plainText(claims.description, 120),
    placeName: plainText(claims.place, 150),
    placeLabel: plainText(claims.placeLabel, 100),
    address: addressLine(claims.address),
    infos: infosOf(claims.info, 10),
    barcode: barcodeOf(claims),
    links: (claims.links ?? [])
      .map(({ url, description }) => cardLink(url, description, 300))
      .filter((link) => link !== null)
      .slice(0, mostLinks),
  }
}

/** Earliest first, whatever order the sender chose. */
function timesOf(claims: Claims<'event'>): EventCard['times'] {
  return claims.startTime
    .flatMap(({ startTime, endTime }) => {
      const startsAt = moment(startTime)
      return startsAt === null ? [] : [{ startsAt, endsAt: moment(endTime) }]
    })
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
    .slice(0, mostTimes)
}

/** As text: what a scanner reads would have to be drawn just so, and people can read a number out. */
function barcodeOf({ barcode, barcodeLabel }: Claims<'event'>): EventCard['barcode'] {
  const text = plainText(barcode?.barcodeValue, 100)
  if (text === null) return null
  return { text, label: plainText(barcodeLabel ?? barcode?.barcodeText, 100) }
}
