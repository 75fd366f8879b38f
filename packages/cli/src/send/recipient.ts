import type { MessageRecipient } from '@brevdue/protocol'
import { UsageError } from '../usage-error.ts'

/** Reads what `--to` names: a national identity number, an organisation number or a Digipost address. */
export async function readRecipient(text: string): Promise<MessageRecipient> {
  const plain = text.trim()
  const digits = plain.replaceAll(/[ .]/g, '')
  if (plain.includes('#')) return { digipostAddress: plain }
  if (/^[0-9]{11}$/.test(digits)) return { personalIdentificationNumber: digits }
  if (/^[0-9]{9}$/.test(digits)) return { organisationNumber: digits }
  throw new UsageError(
    `--to is “${text}”; it must be a national identity number (11 digits), an organisation number (9 digits) or a Digipost address (kari.nordmann#1A2B)`,
  )
}
