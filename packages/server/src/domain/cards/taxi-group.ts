import type { Claims, FactGroup } from './card.ts'
import { count, fee, group, text, time } from './facts.ts'

type Taxi = NonNullable<Claims<'receipt'>['taxiDetails']>

/** The ride that a taxi's receipt is about. */
export function taxiGroup(taxi: Taxi | undefined, currency: string): FactGroup[] {
  if (taxi === undefined) return []
  return [
    ...group('taxi', [
      time('startedAt', taxi.startTime),
      time('stoppedAt', taxi.stopTime),
      count('distance', positive(taxi.totalDistanceInMeters), 'm'),
      count('duration', positive(taxi.totalTimeInSeconds), 's'),
      fee('meterPrice', taxi.totalMeterPrice, currency),
      fee('tips', taxi.tips, currency),
      text('carPlate', taxi.carPlateNumber, 20),
      text('license', taxi.license, 50),
      text('licenseHolder', taxi.orgNumberLicenseHolder, 20),
    ]),
    ...(taxi.vat?.levels ?? [])
      .slice(0, 10)
      .flatMap((level) =>
        group('vatLevel', [
          text('percent', level.vatPercent, 10),
          fee('net', level.netAmount, currency),
          fee('vat', level.vat, currency),
          fee('gross', level.grossAmount, currency),
        ]),
      ),
  ]
}

const positive = (number: number | undefined) => (number !== undefined && number > 0 ? number : undefined)
