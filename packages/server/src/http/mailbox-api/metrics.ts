import { Counter, type Registry } from 'prom-client'

export interface MailboxMetrics {
  signIns: Counter<'level' | 'method'>
  signInsFailed: Counter<'reason'>
  opened: Counter<'purpose'>
  receipts: Counter
}

export function mailboxMetrics(registry: Registry): MailboxMetrics {
  const registers = [registry]
  return {
    signIns: new Counter({
      name: 'brevdue_mailbox_sign_ins_total',
      help: 'Sign-ins to a mailbox, stronger sign-ins included.',
      labelNames: ['level', 'method'],
      registers,
    }),
    signInsFailed: new Counter({
      name: 'brevdue_mailbox_sign_ins_failed_total',
      help: 'Sign-ins to a mailbox that were begun and did not succeed, by whose turn it is.',
      labelNames: ['reason'],
      registers,
    }),
    opened: new Counter({
      name: 'brevdue_mailbox_documents_opened_total',
      help: 'Documents whose content went out to their reader.',
      labelNames: ['purpose'],
      registers,
    }),
    receipts: new Counter({
      name: 'brevdue_mailbox_receipts_total',
      help: 'Consents to an opening receipt, repeated ones included.',
      registers,
    }),
  }
}
