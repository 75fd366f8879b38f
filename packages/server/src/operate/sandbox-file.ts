import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface SandboxAddress {
  addressLine1: string
  addressLine2?: string
  postalCode: string
  city: string
}

/** What `<data>/sandbox.json` tells programs that use the sandbox. Paths are relative to the file. */
export interface SandboxFile {
  url: string
  senders: {
    id: string
    name: string
    organisationNumber: string
    key: string
    certificate: string
    p12: string
    /** Of the .p12 */
    password: string
    /** Ids of senders that this one may send for, as their broker. */
    mayActFor: string[]
  }[]
  people: {
    name: string
    personalIdentificationNumber: string
    /** null: the person has no mailbox and so no address. */
    digipostAddress: string | null
    bankAccountNumber: string | null
    birthDate: string | null
    address: SandboxAddress
    hasMailbox: boolean
  }[]
  organisations: {
    name: string
    organisationNumber: string
    digipostAddress: string | null
    address: SandboxAddress
    hasMailbox: boolean
  }[]
}

export function sandboxFilePath(dataDirectory: string): string {
  return join(dataDirectory, 'sandbox.json')
}

/** @returns undefined when the directory holds no sandbox */
export async function readSandboxFile(dataDirectory: string): Promise<SandboxFile | undefined> {
  try {
    return JSON.parse(await readFile(sandboxFilePath(dataDirectory), 'utf8')) as SandboxFile
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Replaces the file in one step: whoever reads it at that moment sees the old or the new one. */
export async function writeSandboxFile(dataDirectory: string, sandbox: SandboxFile): Promise<void> {
  const path = sandboxFilePath(dataDirectory)
  await writeFile(`${path}.part`, `${JSON.stringify(sandbox, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.part`, path)
}
