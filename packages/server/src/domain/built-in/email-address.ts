const longestAddress = 254
const longestLocalPart = 64

/**
 * An e-mail address in the one form that is kept and looked up: lower case, the domain in its ASCII form. Undefined for
 * what no ordinary mailbox is called: comments, quoted names and control characters are refused, since the address goes
 * into the headers of what we send.
 */
export function readEmailAddress(typed: string): string | undefined {
  if (typed.length > 2 * longestAddress) return undefined
  const match = /^([^@]+)@([^@]+)$/.exec(typed.trim().normalize('NFC').toLowerCase())
  const local = match?.[1] ?? ''
  const domain = asciiForm(match?.[2] ?? '')
  const plain = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local)
  const named = /^(?=.*[a-z])([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)
  const address = `${local}@${domain}`
  return plain && named && local.length <= longestLocalPart && address.length <= longestAddress ? address : undefined
}

function asciiForm(domain: string): string {
  return /^[\p{L}\p{N}.-]+$/u.test(domain) ? (URL.parse(`http://${domain}`)?.hostname ?? '') : ''
}
