import type { Claims, FactsCard } from './card.ts'
import { date, factsCard, money } from './facts.ts'

export function payslipCard(claims: Claims<'payslip'>): FactsCard | null {
  return factsCard('payslip', [date('paymentDate', claims.paymentDate), money('netAmount', claims.netAmount)])
}
