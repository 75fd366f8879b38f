import { addressLine } from './address.ts'
import type { Claims, FactsCard } from './card.ts'
import { nestedLink } from './card-link.ts'
import { count, factsCard, fee, group, line, text, time, word } from './facts.ts'
import { cardLanguage } from './language.ts'

/** A parcel: where, until when, and what to bring. */
export function pickupNoticeCard(claims: Claims<'pickup-notice'>): FactsCard | null {
  const { pickupPlace, sender, package: parcel, cost } = claims
  const facts = [
    word('status', claims.status),
    time('returnAt', claims.returnDateTime),
    text('place', pickupPlace.name),
    line('address', addressLine(pickupPlace.address)),
    text('shelf', pickupPlace.shelfLocation, 50),
    text('code', pickupPlace.code, 50),
    text('instruction', pickupPlace.instruction, 500),
    text('parcelId', claims.parcelId, 50),
    text('barcode', claims.barcode.barcodeValue, 100),
    text('product', claims.productName),
    text('sender', sender?.name),
    text('senderReference', sender?.reference),
    time('arrivedAt', claims.arrivalDateTime),
    text('recipient', claims.recipient.name),
    text('extra', claims.extraInformation, 1000),
  ]
  return factsCard('pickup-notice', facts, {
    language: cardLanguage(claims.language),
    link: nestedLink(claims.link),
    groups: [...costs(cost), ...measures(parcel)],
  })
}

function costs(cost: Claims<'pickup-notice'>['cost']) {
  if (cost === undefined) return []
  return group('costs', [
    fee('toPay', cost.valueToBePayed),
    fee('packageValue', cost.packageValue),
    fee('customsOutlaid', cost.customsFeeOutlayed),
    fee('customsFee', cost.customsFee),
    fee('customsOutlayCost', cost.customsFeeOutlayCost),
    fee('cashOnDelivery', cost.codAmount),
    fee('cashOnDeliveryFee', cost.codFee),
    text('service', cost.vasText),
  ])
}

function measures(parcel: Claims<'pickup-notice'>['package']) {
  if (parcel === undefined) return []
  const real = (number: number | undefined) => (number !== undefined && number > 0 ? number : undefined)
  return group('measures', [
    count('length', real(parcel.length), 'cm'),
    count('width', real(parcel.width), 'cm'),
    count('height', real(parcel.height), 'cm'),
    count('weight', real(parcel.weight), 'g'),
  ])
}
