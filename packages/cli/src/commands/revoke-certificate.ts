import { revokeCertificate } from '@brevdue/server'
import { Command } from 'commander'
import { sayOutcome, withStores } from '../with-stores.ts'

export function revokeCertificateCommand(): Command {
  return new Command('revoke-certificate')
    .summary("refuse a sender's key from now on")
    .description(
      'Takes the key of a certificate out of use for good: requests signed with it are refused, for every sender that has it.',
    )
    .requiredOption('--id <number>', 'account number of the sender')
    .requiredOption('--fingerprint <sha256>', 'SHA-256 of the certificate, or the first 16 or more digits of it')
    .option('--json', 'print what was done as JSON')
    .action(async ({ id, fingerprint, json }: { id: string; fingerprint: string; json?: boolean }) => {
      const revoke = withStores(({ db }) => revokeCertificate(db, { sender: id, fingerprint }, new Date()))
      sayOutcome(await revoke, json)
    })
}
