import { addOrganisation, addPerson } from '@brevdue/server'
import { Command } from 'commander'
import { sayOutcome, withStores } from '../with-stores.ts'

interface Common {
  name: string
  digipostAddress?: string
  address?: string
  address2?: string
  postalCode?: string
  city?: string
  phoneNumber?: string
  emailAddress?: string
  bankAccount?: string
  mailbox: boolean
  json?: boolean
}

export function addPersonCommand(): Command {
  return withCommonOptions(
    new Command('add-person')
      .summary('register a person, with a mailbox or without')
      .description(
        'Registers a person whom letters can be addressed to. For one who is registered already it changes what is named.',
      )
      .requiredOption('--personal-identification-number <number>', 'national identity number, eleven digits')
      .option('--birth-date <date>', 'YYYY-MM-DD; read from the national identity number when left out'),
  ).action(async (options: Common & { personalIdentificationNumber: string; birthDate?: string }) => {
    const { personalIdentificationNumber, birthDate } = options
    const input = { personalIdentificationNumber, birthDate, ...commonInput(options) }
    sayOutcome(await withStores((stores) => addPerson(stores, input, new Date())), options.json)
  })
}

export function addOrganisationCommand(): Command {
  return withCommonOptions(
    new Command('add-organisation')
      .summary('register an organisation that receives letters')
      .description('Registers an organisation whom letters can be addressed to, with a mailbox or without.')
      .requiredOption('--organisation-number <number>', 'nine digits'),
  ).action(async (options: Common & { organisationNumber: string }) => {
    const input = { organisationNumber: options.organisationNumber, ...commonInput(options) }
    sayOutcome(await withStores((stores) => addOrganisation(stores, input, new Date())), options.json)
  })
}

function withCommonOptions(command: Command): Command {
  return command
    .requiredOption('--name <name>', 'full name')
    .option('--digipost-address <address>', 'such as kari.nordmann#1A2B; made from the name when left out')
    .option('--address <line>', 'street and number')
    .option('--address-2 <line>', 'second line of the address')
    .option('--postal-code <code>', 'needed with an address')
    .option('--city <city>', 'needed with an address')
    .option('--phone-number <number>', 'helps to find the person by name')
    .option('--email-address <address>', 'helps to find the person by name')
    .option('--bank-account <number>', 'eleven digits')
    .option('--no-mailbox', 'known by name and address only')
    .option('--json', 'print what was done as JSON')
}

function commonInput(options: Common) {
  const { name, digipostAddress, postalCode, city, phoneNumber, emailAddress, bankAccount, mailbox } = options
  const address = { addressLine1: options.address, addressLine2: options.address2, postalCode, city }
  return { name, digipostAddress, ...address, phoneNumber, emailAddress, bankAccount, mailbox }
}
