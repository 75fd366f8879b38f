import type { Claims, FactsCard } from './card.ts'
import { nestedLink } from './card-link.ts'
import { count, date, factsCard, group, money, text } from './facts.ts'
import { cardLanguage } from './language.ts'
import { residenceFacts } from './residence-card.ts'

/** A home with its owners, its sales and what is borrowed on it. */
export function boligdetaljerCard(claims: Claims<'boligdetaljer'>): FactsCard | null {
  const facts = [
    ...residenceFacts(claims.residence),
    count('area', atLeastNothing(claims.bruksareal), 'm2'),
    count('rooms', atLeastNothing(claims.antallOppholdsrom)),
    count('bathrooms', atLeastNothing(claims.antallBaderom)),
    text('organisationNumber', claims.organisasjonsnummer, 20),
    text('unit', claims.bruksenhet, 10),
    text('share', claims.andelsnummer, 50),
  ]
  return factsCard('boligdetaljer', facts, {
    language: cardLanguage(claims.language),
    link: nestedLink(claims.callToAction),
    groups: [
      ...(claims.hjemmelshavere ?? []).flatMap((owner) =>
        group('owner', [text('name', owner.name, 75), text('email', owner.email, 50)]),
      ),
      ...(claims.omsetningshistorikk ?? []).flatMap((sale) =>
        group('sale', [
          date('date', sale.dato),
          money('price', sale.beloep),
          text('description', sale.beskrivelse, 50),
          text('seller', sale.selger),
          text('buyer', sale.kjoeper),
        ]),
      ),
      ...(claims.heftelser ?? []).flatMap((mortgage) =>
        group('mortgage', [
          text('holder', mortgage.panthaver, 100),
          text('kind', mortgage.typePant, 100),
          mortgagePrice(mortgage.beloep),
        ]),
      ),
    ],
  })
}

/** The schema has text here, so that it may be words as well as a number. */
const mortgagePrice = (written: string | undefined) => money('price', written) ?? text('price', written, 100)

function atLeastNothing(number: number | undefined): number | undefined {
  return number !== undefined && number >= 0 ? number : undefined
}
