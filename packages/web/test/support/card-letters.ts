import type { DataType } from '@brevdue/protocol'
import { makeOldShareRequest } from '@brevdue/server/testing'
import { plainText } from './documents.ts'
import type { TestMailbox } from './mailbox.ts'

const address = { streetAddress: 'Storgata 23', postalCode: '0011', city: 'Oslo', country: 'Norge' }
const link = { url: 'https://min.tindra.example/betal?id=4711', buttonText: 'Betal regningen din nå' }
/** When these letters were written. Whoever counts the days that are left must read them on this day. */
export const written = new Date()
const today = new Intl.DateTimeFormat('en-CA', {
  ...{ timeZone: 'Europe/Oslo', year: 'numeric', month: '2-digit', day: '2-digit' },
}).format(written)
/** On the day so many days off, by the calendar in Norway; the hour is UTC's. */
const at = (days: number, hour = 9) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000 + hour * 3_600_000).toISOString()

export interface CardLetter {
  from: string
  subject: string
  dataType: DataType
}

/** One letter of each kind of card, with as much in it as there can be. */
export const cardLetters: readonly CardLetter[] = [
  {
    from: 'Tindra Telekom',
    subject: 'Faktura for desember',
    dataType: {
      name: 'invoice',
      value: { dueDate: at(12), sum: '1249.00', creditorAccount: '99995500058', kid: '2026110000422', link },
    },
  },
  {
    from: 'Krav og Rett AS',
    subject: 'Betalingsoppfordring',
    dataType: {
      name: 'inkasso',
      value: { dueDate: at(-3), sum: '3120.5', account: '99995500058', kid: '704279604' },
    },
  },
  {
    from: 'Fjellvik legesenter',
    subject: 'Innkalling til time',
    dataType: {
      name: 'appointment',
      value: {
        startTime: at(5, 9),
        endTime: at(5, 9.5),
        arrivalTime: 'Oppmøte senest 15 minutter før timen',
        place: 'Fjellvik legesenter, 2. etasje',
        address,
        subTitle: 'Årskontroll',
        info: [
          { title: 'Ta med', text: 'Gyldig legitimasjon og liste over medisinene du bruker.' },
          { title: 'Parkering', text: 'Det er gratis parkering bak bygget i to timer.' },
        ],
        language: 'NB',
        link: { url: 'https://time.fjellvik.example/', buttonText: 'Endre timen' },
      },
    },
  },
  {
    from: 'Fjellvik kommune',
    subject: 'Valgkort',
    dataType: {
      name: 'event',
      value: {
        subTitle: 'Kommunestyre- og fylkestingsvalg',
        startTime: [
          { startTime: at(20, 9), endTime: at(20, 19) },
          { startTime: at(21, 9), endTime: at(21, 17) },
        ],
        timeLabel: 'Opningstider',
        description: 'Velkomen til val! Hugs legitimasjon.',
        place: 'Fjellvik skule',
        placeLabel: 'Vallokale',
        address,
        info: [{ title: 'Førehandsrøysting', text: 'Du kan røyste på førehand frå 10. august.' }],
        barcodeLabel: 'Strekkode til bruk på valdagen',
        barcode: { barcodeValue: '1234567890', barcodeType: 'code-128' },
        links: [{ url: 'https://val.fjellvik.example/om', description: 'Les meir om valet' }],
        language: 'NN',
      },
    },
  },
  {
    from: 'Solbakken barnehage',
    subject: 'Svar på tilbud om plass',
    dataType: {
      name: 'externalLink',
      value: {
        url: 'https://svar.solbakken.example/tilbud',
        deadline: at(9),
        description: 'Vi ber deg takke ja eller nei til tilbudet om barnehageplass.',
        buttonText: 'Svar på tilbudet',
      },
    },
  },
  {
    from: 'Solbakken barnehage',
    subject: 'Påmelding til høstfest',
    dataType: {
      name: 'externalLink',
      value: { url: 'https://svar.solbakken.example/fest', deadline: '2020-11-03T12:00:00Z' },
    },
  },
  {
    from: 'Elvedal Bank',
    subject: 'Dokumenter til lånesøknaden',
    dataType: {
      name: 'share-documents-request',
      value: {
        maxShareDurationSeconds: '2592000',
        purpose: 'Behandling av søknaden din om boliglån',
        allowedOriginOrganisationNumbers: ['984661185'],
      },
    },
  },
  {
    from: 'Havbris Regnskap AS',
    subject: 'Lønnsslipp for november',
    dataType: { name: 'payslip', value: { paymentDate: '2026-11-12', netAmount: '32450.00' } },
  },
  {
    from: 'Grønn Kaffe',
    subject: 'Kvittering for kjøpet',
    dataType: {
      name: 'receipt',
      value: {
        receiptNumber: '364567',
        purchaseTime: '2026-11-20T10:00:00+01:00',
        totalPrice: '119.80',
        totalVat: '15.63',
        currency: 'NOK',
        merchantName: 'Grønn Kaffe',
        merchantAddress: address,
        orgnumber: '984661185',
        payments: [{ type: 'Bankkort', cardNumber: '************1234', cardName: 'Visa', amount: '119.80' }],
        items: [
          {
            itemName: 'Kaffe latte',
            itemDescription: 'stor, med havremelk',
            quantity: 2,
            unit: 'stk',
            totalPrice: '89.80',
          },
          { itemName: 'Kanelbolle', quantity: 1, totalPrice: '30.00' },
        ],
        comment: 'Takk for besøket',
      },
    },
  },
  {
    from: 'Fjellvik bibliotek',
    subject: 'Lånekortet ditt',
    dataType: {
      name: 'proof',
      value: {
        authorizerName: 'Fjellvik bibliotek',
        backgroundColor: '#B4532A',
        issuedTime: '2026-01-05T10:00:00+01:00',
        validPeriod: { period: { from: '2026-01-05T00:00:00', to: '2027-01-05T00:00:00' } },
        proofHolder: { firstname: 'Kari', surname: 'Nordmann', address },
        title: 'Lånekort',
        proofIdName: 'Lånekortnummer',
        proofIdValue: 'a-132415124',
        attribute: [{ title: 'Kaffeklubb', text: 'Medlem' }],
        info: [{ title: 'Regler', text: 'Lån varer i fire uker. Du kan fornye to ganger.' }],
      },
    },
  },
  {
    from: 'Boligmappen',
    subject: 'Opplysninger om boligen din',
    dataType: {
      name: 'boligdetaljer',
      value: {
        residence: {
          address: { unitNumber: 'H0102', houseNumber: '23', streetName: 'Storgata', postalCode: '0011', city: 'Oslo' },
          matrikkel: { kommunenummer: '0301', gaardsnummer: '208', bruksnummer: '630' },
        },
        hjemmelshavere: [{ name: 'Kari Nordmann' }],
        bruksareal: 59,
        antallOppholdsrom: 3,
        antallBaderom: 1,
        omsetningshistorikk: [{ dato: '2017-07-27T00:00:00+02:00', beskrivelse: 'Fritt salg', beloep: '3450000' }],
        heftelser: [{ panthaver: 'Elvedal Bank', typePant: 'Pantedokument', beloep: '2000000' }],
        callToAction: { url: 'https://boligmappen.example/', buttonText: 'Se hele mappen' },
      },
    },
  },
  {
    from: 'Pakkepost',
    subject: 'Pakke å hente',
    dataType: {
      name: 'pickup-notice',
      value: {
        parcelId: 'KB432788293NO',
        barcode: { barcodeValue: '1234567890' },
        productName: 'Servicepakke',
        arrivalDateTime: at(-1),
        returnDateTime: at(13),
        recipient: { name: 'Kari Nordmann', digipostAddress: 'kari.nordmann#0001' },
        sender: { name: 'Nettbutikken' },
        pickupPlace: {
          name: 'Nærbutikken',
          code: 'RC89',
          instruction: 'Ta med legitimasjon',
          shelfLocation: 'H32',
          address,
        },
        package: { length: 120, width: 60, height: 20, weight: 3500 },
        cost: { valueToBePayed: '128.00', customsFee: '0' },
        status: 'READY_FOR_PICKUP',
      },
    },
  },
]

/** Sends them all, the first one last, so that it is on top. */
export async function sendCardLetters({ send, server }: TestMailbox): Promise<void> {
  const content = new TextEncoder().encode(plainText)
  for (const { from, subject, dataType } of cardLetters.toReversed()) {
    const document = { subject, fileType: 'txt', content }
    if (dataType.name !== 'share-documents-request') await send(from, { primaryDocument: { ...document, dataType } })
    else {
      await send(from, { primaryDocument: document })
      await makeOldShareRequest(server, subject, shareRequest)
    }
  }
}

const shareRequest =
  '<share-documents-request xmlns="http://api.digipost.no/schema/datatypes">' +
  '<max-share-duration-seconds>2592000</max-share-duration-seconds><purpose>Behandling av søknaden din om boliglån</purpose>' +
  '<allowed-origin-organisation-numbers>984661185</allowed-origin-organisation-numbers></share-documents-request>'
