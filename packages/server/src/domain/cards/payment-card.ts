import { checkBankAccountNumber, checkKid } from '@brevdue/protocol'
import { amount, asksToPay } from './amount.ts'
import type { Claims, PaymentCard } from './card.ts'
import { nestedLink } from './card-link.ts'
import { moment } from './instant.ts'

/**
 * What is to be paid, by when and where to. A number whose control digit is wrong would send the money astray, and so
 * would any number beside an amount that the recipient does not owe.
 */
export function invoiceCard(claims: Claims<'invoice'>): PaymentCard {
  return paymentCard('invoice', { ...claims, account: claims.creditorAccount })
}

export function inkassoCard(claims: Claims<'inkasso'>): PaymentCard {
  return paymentCard('inkasso', claims)
}

function paymentCard(name: PaymentCard['name'], claims: Claims<'inkasso'>): PaymentCard {
  const account = claims.account?.replace(/[\s.]/g, '')
  const kid = claims.kid?.replace(/\s/g, '')
  const sum = amount(claims.sum)
  const asks = asksToPay(sum)
  return {
    type: 'payment',
    name,
    language: null,
    asks,
    amount: sum,
    dueAt: moment(claims.dueDate),
    account: asks === 'pay' && account !== undefined && checkBankAccountNumber(account) ? account : null,
    kid: asks === 'pay' && kid !== undefined && checkKid(kid) ? kid : null,
    link: nestedLink(claims.link),
  }
}
