/**
 * What is counted as one place on the network: an IPv4 address, or the /64 of an IPv6 one, in which a single line can
 * use any address it likes. Undefined for what is no address.
 */
export function networkOf(address: string): string | undefined {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1] ?? bare
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(mapped)) return mapped
  // The URL parser knows every way to write one, and gives one form.
  const written = bare.includes(':') ? URL.parse(`http://[${bare}]`)?.hostname : undefined
  return written === undefined ? undefined : `${expand(written.slice(1, -1)).slice(0, 4).join(':')}::/64`
}

/** The eight groups of an address whose longest run of zeros is written `::`. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const groupsOf = (part: string | undefined): string[] => (part ? part.split(':') : [])
  const [left, right] = [groupsOf(head), groupsOf(tail)]
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right]
}
