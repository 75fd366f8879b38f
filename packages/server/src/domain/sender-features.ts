import { knownFileTypes } from './content/index.ts'
import type { Permission } from './sender.ts'

export interface Feature {
  name: string
  param?: string
}

const name = (rest: string): string => `no.digipost.feature.${rest}`

/**
 * What a sender may do here, in the protocol's own words (protocol 1.3): what is not built is not in the list.
 * The sizes are in bytes, the file types a list with commas (12.39).
 */
export function senderFeatures(permissions: readonly string[], maxBodyBytes: number): Feature[] {
  const html: Permission = 'html'
  const fileTypes = knownFileTypes.filter((type) => !/^html?$/.test(type) || permissions.includes(html))
  return [
    { name: name('delivery.digipost') },
    { name: name('validation.digipost.file-size'), param: String(maxBodyBytes) },
    { name: name('validation.digipost.allowed-file-types'), param: fileTypes.join(',') },
  ]
}
