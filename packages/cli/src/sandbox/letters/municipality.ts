import { type DemoLetter, daysLater, longDate, pdfDocument } from './demo-letter.ts'

const from = 'Fjellvik kommune'
const signature = ['Vennlig hilsen', 'Innbyggertorget, Fjellvik kommune']

/** The first letter of every sandbox: the one that start-up measures and shows. */
export const welcome: DemoLetter = {
  id: 'brevdue-demo-welcome',
  from,
  to: 'Kari Nordmann',
  primaryDocument: (to, now) =>
    pdfDocument(from, to, now, {
      heading: 'Velkommen til din digitale postkasse',
      reference: 'Vår ref. 2026/104-1',
      body: [
        'Dette er et ekte brev. Det ble sendt som én signert forespørsel, kontrollert, kryptert og lagt i postkassen din, og avsenderen fikk et signert svar om at det er levert.',
        { heading: 'Det du kan gjøre her' },
        'Les brevet på skjermen, last det ned eller skriv det ut. Et vedlegg ligger under selve brevet. Noen brev krever innlogging med to steg, og noen avsendere ber om en kvittering når du åpner brevet; da spør postkassen deg først.',
        { heading: 'Send ditt eget brev' },
        'I terminalen der sandkassen startet, står kommandoen som sender et brev til deg. Alle som finnes i sandkassen, står i filen sandbox.json sammen med nøklene som avsenderne signerer med.',
      ],
      signature,
    }),
}

const decision: DemoLetter = {
  id: 'brevdue-demo-decision',
  from,
  to: 'Kari Nordmann',
  primaryDocument: (to, now) => ({
    ...pdfDocument(from, to, now, {
      heading: 'Vedtak om tilrettelagt skoleskyss',
      reference: 'Vår ref. 2026/2217-4',
      body: [
        'Vi viser til søknaden din. Kommunen har vedtatt at barnet ditt får skyss mellom hjemmet og Fjellvik skole ut skoleåret.',
        { heading: 'Begrunnelse' },
        'Vedtaket bygger på opplysninger om helse, og derfor er brevet merket som sensitivt: Avsender og emne vises først når du har logget inn med to steg.',
        { heading: 'Du kan klage' },
        `Er du uenig, kan du klage innen ${longDate(daysLater(now, 21))}. Ta kontakt med Innbyggertorget, så hjelper vi deg.`,
      ],
      signature,
    }),
    authenticationLevel: 'TWO_FACTOR',
    sensitivityLevel: 'SENSITIVE',
  }),
}

const waterHtml = (now: Date): string => `<!doctype html>
<html lang="nb"><head><title>Vannet stenges</title><style type="text/css">
h1 { color: #164e63; font-size: 24px; margin-bottom: 4px; }
.when { background: #ecf6f9; border-left: 4px solid #164e63; padding: 12px 16px; margin: 16px 0; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #d6dbe0; padding: 6px 24px 6px 0; text-align: left; }
</style></head><body>
<h1>Vannet stenges i Lyngveien</h1>
<p>Hei! Vi skifter en ventil og må stenge vannet noen timer.</p>
<p class="when"><strong>${longDate(daysLater(now, 6))}, kl. 08.00–14.00</strong></p>
<table><tr><th>Tappevann</th><td>Tapp opp til det du trenger, kvelden før.</td></tr>
<tr><th>Varmtvann</th><td>Slå av berederen hvis den ikke har sikring mot tørrkoking.</td></tr>
<tr><th>Etterpå</th><td>La kaldtvannet renne til det er klart.</td></tr></table>
<p style="color: #5b636c; font-size: 14px">Spørsmål? <a href="mailto:vann@fjellvik.kommune.example">Skriv til driftsvakta</a>.</p>
</body></html>
`

const water: DemoLetter = {
  id: 'brevdue-demo-water',
  from,
  to: 'Ingrid Sørlie-Haugen',
  primaryDocument: (_to, now) => ({
    subject: 'Vannet stenges i Lyngveien',
    fileType: 'html',
    content: Buffer.from(waterHtml(now)),
  }),
}

const kindergarten: DemoLetter = {
  id: 'brevdue-demo-kindergarten',
  from,
  to: 'Ola Nordmann',
  primaryDocument: (_to, now) => ({
    subject: 'Foreldremøte i Blåbærskogen barnehage',
    fileType: 'txt',
    content: Buffer.from(
      `Hei!\n\nVelkommen til foreldremøte ${longDate(daysLater(now, 9))} kl. 18.00 på avdeling Tyttebær.\n\nPå programmet:\n  – vinterklær og merking\n  – turdager i desember\n  – Lucia-feiringen\n\nVi serverer kaffe og kringle.\n\nHilsen oss i Blåbærskogen\n`,
    ),
  }),
}

const property: DemoLetter = {
  id: 'brevdue-demo-property',
  from,
  to: 'Per Åge Myhre',
  primaryDocument: (to, now) =>
    pdfDocument(from, to, now, {
      heading: 'Feiing og tilsyn av pipa di',
      reference: 'Vår ref. 2026/881-2',
      body: [
        `Feieren kommer ${longDate(daysLater(now, 12))} mellom kl. 09.00 og 11.00. Sett fram stigen, og pass på at det ikke er fyrt i ovnen siste døgn.`,
        'Passer det dårlig, finner vi en ny tid. Besøket er dekket av det årlige gebyret.',
      ],
      signature,
    }),
}

const company: DemoLetter = {
  id: 'brevdue-demo-company',
  from,
  to: 'Havbris Regnskap AS',
  primaryDocument: (to, now) =>
    pdfDocument(from, to, now, {
      heading: 'Skjenkebevilling for sommerfesten på kaia',
      reference: 'Vår ref. 2026/1502-3',
      body: ['Søknaden er innvilget. Vilkårene står i vedlegget.'],
      signature,
    }),
  attachments: () => [
    {
      subject: 'Vilkår',
      fileType: 'txt',
      content: Buffer.from('1. Ansvarlig person skal være til stede.\n2. Musikken slås av kl. 23.00.\n3. Rydd kaia.\n'),
    },
  ],
}

export const municipalityLetters: readonly DemoLetter[] = [decision, water, kindergarten, property, company]
