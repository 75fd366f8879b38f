import { barChartPng } from './chart-png.ts'
import { type DemoLetter, daysLater, longDate, pdfDocument } from './demo-letter.ts'
import { letterheads } from './senders.ts'

const from = 'Nordlys Kraft AS'
const signature = ['Vennlig hilsen', 'Kundesenteret, Nordlys Kraft']
const account = '99995500058'
const kid = '2026110000422'

const invoice: DemoLetter = {
  id: 'brevdue-demo-invoice',
  from,
  to: 'Kari Nordmann',
  primaryDocument: (to, now) => {
    const due = daysLater(now, 14)
    return {
      ...pdfDocument(from, to, now, {
        heading: 'Faktura for strøm i oktober',
        reference: 'Kundenr. 104 882',
        body: [
          'Takk for at du bruker strøm fra Nordlys. Forbruket ditt dag for dag ligger som vedlegg.',
          {
            rows: [
              ['Strøm, 1 012 kWh', '880,44 kr'],
              ['Nettleie', '329,06 kr'],
              ['Fastbeløp', '39,50 kr'],
              ['Å betale', '1 249,00 kr'],
              ['Forfall', longDate(due)],
              ['Kontonummer', '9999 55 00058'],
              ['KID', kid],
            ],
          },
        ],
        signature,
      }),
      dataType: {
        name: 'invoice',
        value: { dueDate: due.toISOString(), sum: '1249.00', creditorAccount: account, kid },
      },
    }
  },
  attachments: () => [
    {
      subject: 'Forbruk dag for dag',
      fileType: 'png',
      content: barChartPng(
        [
          28, 31, 30, 27, 33, 36, 35, 30, 29, 28, 34, 39, 41, 37, 33, 30, 31, 35, 38, 36, 32, 29, 30, 34, 37, 40, 36,
          33, 31, 35, 38,
        ],
        letterheads[from].colour,
      ),
    },
  ],
}

/** Signed by a broker, with a question for a receipt. */
const agreement: DemoLetter = {
  id: 'brevdue-demo-agreement',
  from,
  broker: 'Brevbro Formidling AS',
  to: 'Amina Berg',
  primaryDocument: (to, now) => ({
    ...pdfDocument(from, to, now, {
      heading: 'Ny strømavtale til gjennomlesing',
      reference: 'Avtale 7731',
      body: [
        `Avtalen din går over til fast pris fra ${longDate(daysLater(now, 30))}. Les vilkårene og ta vare på brevet.`,
        'Vi har bedt om en kvittering på at du har åpnet brevet, så vi vet at du har fått det i god tid.',
      ],
      signature,
    }),
    openingReceipt: 'Nordlys Kraft ber om en kvittering når du åpner brevet.',
  }),
}

const outage: DemoLetter = {
  id: 'brevdue-demo-outage',
  from,
  broker: 'Brevbro Formidling AS',
  to: 'Ola Nordmann',
  primaryDocument: (to, now) =>
    pdfDocument(from, to, now, {
      heading: 'Planlagt strømstans i Fjordgata',
      body: [`Natt til ${longDate(daysLater(now, 4))} kl. 01.00–04.00 er strømmen borte. Fryseren klarer seg fint.`],
      signature,
    }),
}

export const powerCompanyLetters: readonly DemoLetter[] = [invoice, agreement, outage]
