import type { OutgoingDocument } from '@brevdue/client'
import { type Addressee, type DemoLetter, daysLater, longDate, pdfDocument } from './demo-letter.ts'
import type { SenderName } from './senders.ts'

type DataType = NonNullable<OutgoingDocument['dataType']>

interface Told {
  id: string
  from: SenderName
  heading: string
  body: (now: Date) => string[]
  dataType: (now: Date) => DataType
}

const signatures: Record<SenderName, readonly string[]> = {
  'Fjellvik kommune': ['Vennlig hilsen', 'Innbyggertorget, Fjellvik kommune'],
  'Nordlys Kraft AS': ['Vennlig hilsen', 'Kundesenteret, Nordlys Kraft'],
  'Brevbro Formidling AS': ['Vennlig hilsen', 'Brevbro Formidling'],
}

/** A letter to Kari whose data type says in fields what the PDF says in words. */
function withCard({ id, from, heading, body, dataType }: Told): DemoLetter {
  return {
    id,
    from,
    to: 'Kari Nordmann',
    primaryDocument: (to: Addressee, now: Date) => ({
      ...pdfDocument(from, to, now, { heading, body: body(now), signature: [...signatures[from]] }),
      dataType: dataType(now),
    }),
  }
}

const osloDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' })
const osloOffset = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Oslo', timeZoneName: 'longOffset' })

/** So many days from now, when the clock in Norway shows that hour. */
function at(now: Date, days: number, hour: string): string {
  const day = daysLater(now, days)
  const offset = /[+-]\d\d:\d\d/.exec(osloOffset.format(day))?.[0] ?? 'Z'
  return `${osloDay.format(day)}T${hour}:00${offset}`
}

const place = { streetAddress: 'Rådhusplassen 1', postalCode: '9899', city: 'Fjellvik' }

/** One of each kind of card that the mailbox has beside the invoice. */
export const lettersWithCards: readonly DemoLetter[] = [
  withCard({
    id: 'brevdue-demo-inkasso',
    from: 'Nordlys Kraft AS',
    heading: 'Betalingsoppfordring for strøm i august',
    body: (now) => [
      `Vi har ikke fått betaling for strøm i august. Betal 870,50 kr innen ${longDate(daysLater(now, 10))}.`,
    ],
    dataType: (now) => ({
      name: 'inkasso',
      value: { dueDate: at(now, 10, '00:00'), sum: '870.50', account: '99995500058', kid: '2026110000422' },
    }),
  }),
  withCard({
    id: 'brevdue-demo-appointment',
    from: 'Fjellvik kommune',
    heading: 'Time hos helsestasjonen',
    body: (now) => [`Du har fått time ${longDate(daysLater(now, 8))} kl. 10.00. Gi beskjed hvis det ikke passer.`],
    dataType: (now) => ({
      name: 'appointment',
      value: {
        startTime: at(now, 8, '10:00'),
        endTime: at(now, 8, '10:45'),
        arrivalTime: 'Kom fem minutter før',
        place: 'Fjellvik helsestasjon',
        address: place,
        subTitle: 'Vaksine',
        info: [{ title: 'Ta med', text: 'Helsekortet, hvis du har det.' }],
        language: 'NB',
      },
    }),
  }),
  withCard({
    id: 'brevdue-demo-event',
    from: 'Fjellvik kommune',
    heading: 'Folkemøte om ny bru',
    body: () => ['Vi inviterer til to folkemøter om brua over Fjellvikelva. Innholdet er det samme begge dager.'],
    dataType: (now) => ({
      name: 'event',
      value: {
        subTitle: 'Folkemøte om ny bru',
        startTime: [
          { startTime: at(now, 15, '18:00'), endTime: at(now, 15, '20:00') },
          { startTime: at(now, 17, '18:00'), endTime: at(now, 17, '20:00') },
        ],
        place: 'Kommunestyresalen',
        address: place,
        barcode: { barcodeValue: '20261123' },
        barcodeLabel: 'Vis denne i døra',
        links: [{ url: 'https://fjellvik.kommune.example/bru', description: 'Tegningene av brua' }],
        language: 'NB',
      },
    }),
  }),
  withCard({
    id: 'brevdue-demo-link',
    from: 'Fjellvik kommune',
    heading: 'Svar på tilbudet om barnehageplass',
    body: () => ['Barnet ditt har fått tilbud om plass i Blåbærskogen barnehage. Du svarer på kommunens egne sider.'],
    dataType: (now) => ({
      name: 'externalLink',
      value: {
        url: 'https://barnehage.fjellvik.kommune.example/svar',
        deadline: at(now, 13, '12:00'),
        description: 'Takk ja eller nei til plassen i Blåbærskogen barnehage.',
        buttonText: 'Svar på tilbudet',
      },
    }),
  }),
]
