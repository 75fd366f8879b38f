/** A version of the message schema that senders may speak (protocol 3.23). */
export type Version = 'v6' | 'v7' | 'v8'

/** A schema: one version of the message schema, or the schema of data types, which is the same for all of them. */
export type Edition = Version | 'datatypes'

/** A rule that may differ between versions. The data types have one edition only and never use the second form. */
export type PerVersion<T> = T | Readonly<Record<Version, T>>

export const versions: readonly Version[] = ['v6', 'v7', 'v8']

/** The version we speak when nothing says otherwise. */
const currentVersion: Version = 'v8'

export const namespaces: Readonly<Record<Edition, string>> = {
  v6: 'http://api.digipost.no/schema/v6',
  v7: 'http://api.digipost.no/schema/v7',
  v8: 'http://api.digipost.no/schema/v8',
  datatypes: 'http://api.digipost.no/schema/datatypes',
}

/** The version whose XML namespace this is, or undefined. */
export function versionOfNamespace(namespace: string): Version | undefined {
  return versions.find((version) => namespaces[version] === namespace)
}

/** Whether something that exists from `since` until `until` (both included) exists in this edition. */
export function existsIn(edition: Edition, span: { readonly since?: Version; readonly until?: Version }): boolean {
  if (edition === 'datatypes') return true
  const index = versions.indexOf(edition)
  const from = span.since === undefined ? 0 : versions.indexOf(span.since)
  const to = span.until === undefined ? versions.length - 1 : versions.indexOf(span.until)
  return index >= from && index <= to
}

/** The form that a rule has in this edition. */
export function ruleIn<T extends string | number | boolean | undefined>(rule: PerVersion<T>, edition: Edition): T {
  if (typeof rule !== 'object') return rule
  return rule[edition === 'datatypes' ? currentVersion : edition]
}
