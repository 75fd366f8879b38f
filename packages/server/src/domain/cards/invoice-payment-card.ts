import { checkBankAccountNumber } from '@brevdue/protocol'
import type { Claims, FactsCard } from './card.ts'
import { factsCard, line, text, time } from './facts.ts'

/** What became of a payment. The status is the bank's own code (ISO 20022), shown as it came. */
export function invoicePaymentCard(claims: Claims<'invoice-payment'>): FactsCard | null {
  const account = claims.debtorAccount.replace(/[\s.]/g, '')
  const grouped = account.replace(/^(\d{4})(\d\d)/, '$1 $2 ')
  return factsCard('invoice-payment', [
    text('status', claims.paymentStatus, 35),
    time('time', claims.paymentTime),
    line('account', checkBankAccountNumber(account) ? grouped : null),
    text('accountName', claims.debtorAccountName),
    text('channel', claims.paymentChannel),
    text('bank', claims.paymentBank.name),
    text('id', claims.paymentId),
  ])
}
