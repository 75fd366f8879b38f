import { addressLine } from './address.ts'
import { price } from './amount.ts'
import type { Claims, FactGroup, FactsCard, FactTable } from './card.ts'
import { factsCard, fee, group, line, money, text, time } from './facts.ts'
import { cardLanguage } from './language.ts'
import { plainText } from './plain-text.ts'
import { taxiGroup } from './taxi-group.ts'

type Receipt = Claims<'receipt'>

/** A purchase, with what was bought as a table. */
export function receiptCard(claims: Receipt): FactsCard | null {
  const currency = currencyOf(claims.currency)
  const facts = [
    text('merchant', claims.merchantName),
    time('purchasedAt', claims.purchaseTime),
    money('total', claims.totalPrice, currency),
    fee('vat', claims.totalVat, currency),
    line('address', addressLine(claims.merchantAddress)),
    text('phone', claims.merchantPhoneNumber, 30),
    text('organisationNumber', claims.orgnumber, 20),
    text('receiptNumber', claims.receiptNumber, 50),
    text('orderNumber', claims.orderNumber, 50),
    text('membership', claims.membershipNumber, 50),
    text('cashier', claims.cashier, 100),
    text('register', claims.register, 50),
    text('barcode', claims.barcode?.barcodeValue, 100),
    text('comment', claims.comment, 500),
  ]
  return factsCard('receipt', facts, {
    language: cardLanguage(claims.language),
    table: purchases(claims.items ?? [], currency),
    groups: [
      ...(claims.payments ?? []).flatMap((paid) => payment(paid, currency)),
      ...taxiGroup(claims.taxiDetails, currency),
      ...people(claims),
    ],
  })
}

/** As the sender wrote it, since no list of currencies is complete. A receipt that names none is in kroner. */
const currencyOf = (code: string | undefined): string => statedCurrency(code) ?? 'NOK'

const statedCurrency = (code: string | undefined): string | null => plainText(code, 10)?.toUpperCase() ?? null

const mostRows = 200

function purchases(items: NonNullable<Receipt['items']>, currency: string): FactTable | null {
  const rows = items
    .map((item) => {
      const name = plainText([item.itemName, item.itemDescription].filter(Boolean).join(', '), 200)
      return [name, quantity(item), price(item.totalPrice ?? item.itemPrice)]
    })
    .filter(([name, , cost]) => name !== null || cost !== null)
    .slice(0, mostRows)
  if (rows.length === 0) return null
  return {
    label: 'purchases',
    columns: [
      { label: 'item', kind: 'text', unit: null },
      { label: 'quantity', kind: 'text', unit: null },
      { label: 'price', kind: 'amount', unit: currency },
    ],
    rows,
  }
}

/** `2` or `1.5 kg`. */
function quantity({ quantity: number, unit }: NonNullable<Receipt['items']>[number]): string | null {
  if (!Number.isFinite(number) || Math.abs(number) > 1e9) return null
  return [String(number), plainText(unit, 20)].filter((part) => part !== null).join(' ')
}

function payment(paid: NonNullable<Receipt['payments']>[number], currency: string): FactGroup[] {
  const foreign = paid.foreignCurrencyPayment
  return group('payment', [
    text('type', paid.type, 50),
    text('card', [paid.cardName, maskedCard(paid.cardNumber)].filter(Boolean).join(' '), 80),
    money('amount', paid.amount, statedCurrency(paid.currencyCode) ?? currency),
    foreign === undefined ? null : money('foreignAmount', foreign.amount, statedCurrency(foreign.currencyCode)),
    foreign === undefined ? null : text('exchangeRate', foreign.exchangeRate, 20),
  ])
}

/** Only the last four digits, also of a sender that forgot to hide the others. */
function maskedCard(number: string | undefined): string {
  const last = /\d{4}$/.exec(number?.trim() ?? '')
  return last === null ? '' : `•••• ${last[0]}`
}

function people({ customer, delivery }: Receipt): FactGroup[] {
  return [
    ...group('customer', [
      text('name', customer?.name),
      line('address', addressLine(customer?.address)),
      text('phone', customer?.phoneNumber, 30),
    ]),
    ...group('delivery', [
      text('name', delivery?.name),
      line('address', addressLine(delivery?.address)),
      text('terms', delivery?.terms),
    ]),
  ]
}
