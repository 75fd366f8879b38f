import type { OrganisationInput, PersonInput } from './recipient-input.ts'

/*
 * The people and organisations of the sandbox. All of them are made up. The national identity numbers are of the Tax
 * Administration's synthetic series (month + 80), the organisation numbers of a series that is not given out.
 */

export interface SandboxSender {
  id: string
  name: string
  organisationNumber: string
  publicBody: boolean
  permit: string[]
  /** Ids of the senders it may act for. */
  mayActFor: string[]
}

export const sandboxSenders: readonly SandboxSender[] = [
  {
    id: '1001',
    name: 'Fjellvik kommune',
    organisationNumber: '900100108',
    publicBody: true,
    permit: ['idporten'],
    mayActFor: [],
  },
  {
    id: '1002',
    name: 'Nordlys Kraft AS',
    organisationNumber: '900300301',
    publicBody: false,
    permit: [],
    mayActFor: [],
  },
  {
    id: '1003',
    name: 'Brevbro Formidling AS',
    organisationNumber: '900400403',
    publicBody: false,
    permit: ['sender-organization'],
    mayActFor: ['1002'],
  },
]

const fjellvik = { postalCode: '9899', city: 'Fjellvik' }

export const sandboxPeople: readonly PersonInput[] = [
  {
    personalIdentificationNumber: '12838421227',
    name: 'Kari Nordmann',
    digipostAddress: 'kari.nordmann#2K7P',
    addressLine1: 'Fjordgata 12',
    ...fjellvik,
    phoneNumber: '+4799990001',
    emailAddress: 'kari.nordmann@example.no',
    bankAccount: '99991100012',
  },
  {
    personalIdentificationNumber: '03887933366',
    name: 'Ola Nordmann',
    digipostAddress: 'ola.nordmann#9PNU',
    addressLine1: 'Fjordgata 12',
    ...fjellvik,
    phoneNumber: '+4799990002',
    emailAddress: 'ola.nordmann@example.no',
    bankAccount: '99992200029',
  },
  {
    personalIdentificationNumber: '21909114044',
    name: 'Ingrid Sørlie-Haugen',
    digipostAddress: 'ingrid.sørlie.haugen#4XT8',
    addressLine1: 'Lyngveien 3 B',
    ...fjellvik,
    phoneNumber: '+4799990003',
    emailAddress: 'ingrid.haugen@example.no',
    bankAccount: '99993300035',
  },
  {
    personalIdentificationNumber: '17856511960',
    name: 'Per Åge Myhre',
    digipostAddress: 'per.åge.myhre#7QD2',
    addressLine1: 'Øvre Strandvei 41',
    ...fjellvik,
    phoneNumber: '+4799990004',
    emailAddress: 'per.myhre@example.no',
    bankAccount: '99994400041',
  },
  {
    personalIdentificationNumber: '30890251605',
    name: 'Amina Berg',
    digipostAddress: 'amina.berg#B3RG',
    addressLine1: 'Stasjonsgata 7',
    addressLine2: 'H0302',
    ...fjellvik,
    phoneNumber: '+4799990005',
    emailAddress: 'amina.berg@example.no',
  },
  {
    personalIdentificationNumber: '06875840574',
    name: 'Torbjørn Lien',
    addressLine1: 'Setervegen 118',
    ...fjellvik,
    mailbox: false,
  },
]

export const sandboxOrganisations: readonly OrganisationInput[] = [
  {
    organisationNumber: '900500505',
    name: 'Havbris Regnskap AS',
    digipostAddress: 'havbris.regnskap#H4VB',
    addressLine1: 'Kaigata 2',
    ...fjellvik,
    emailAddress: 'post@havbris.example.no',
  },
]
