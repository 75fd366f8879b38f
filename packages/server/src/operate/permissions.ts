/** What an account may be allowed beside sending ordinary letters as itself. */
export const permissions = {
  html: 'send HTML letters',
  'delivery-time': 'deliver letters at a later time',
  'bank-account': 'address people by bank account number',
  'technical-attachments': 'send technical attachments',
  idporten: 'require ID-porten to open a document (public bodies)',
  'sender-organization': 'name the sender by organisation number instead of sender id (brokers)',
} as const

export type Permission = keyof typeof permissions

const onRequest: ReadonlySet<string> = new Set<Permission>(['idporten', 'sender-organization'])
export const knownPermissions = Object.keys(permissions) as Permission[]
export const defaultPermissions: readonly Permission[] = knownPermissions.filter((name) => !onRequest.has(name))

/** The permissions after `permit` and `refuse` have been applied to what was there. */
export function applyPermissions(
  before: readonly string[],
  permit: readonly string[],
  refuse: readonly string[],
): string[] {
  return [...new Set([...before, ...permit])].filter((name) => !refuse.includes(name)).sort()
}

export function permissionProblem(option: string, names: readonly string[]): string | undefined {
  const unknown = names.filter((name) => !Object.hasOwn(permissions, name))
  if (unknown.length === 0) return undefined
  return `${option} names ${unknown.join(', ')}; known are ${knownPermissions.join(', ')}`
}
