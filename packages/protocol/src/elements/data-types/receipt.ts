import { complex, many, optional, root, sequence } from '../../xml/complex-types.ts'
import { double, int, string } from '../../xml/simple-types.ts'
import { language } from './enumerations.ts'
import { address, barcode, foreignCurrencyPayment } from './shared-types.ts'

const vatLevel = complex(
  'vatLevel',
  sequence({
    grossAmount: optional(string),
    netAmount: optional(string),
    vat: optional(string),
    vatPercent: optional(string),
  }),
)

const vatDetails = complex(
  'vatDetails',
  sequence({
    levels: many(vatLevel),
    sum: optional(string),
  }),
)

const taxiDetails = complex(
  'taxiDetails',
  sequence({
    carPlateNumber: optional(string),
    license: optional(string),
    orgNumberLicenseHolder: optional(string),
    startTime: optional(string),
    stopTime: optional(string),
    tips: optional(string),
    totalMeterPrice: optional(string),
    totalDistanceBeforeBoardingInMeters: optional(int),
    totalDistanceInMeters: optional(int),
    totalDistanceWithPassengerInMeters: optional(int),
    totalTimeBeforeBoardingInSeconds: optional(int),
    totalTimeInSeconds: optional(int),
    totalTimeWithPassengerInSeconds: optional(int),
    vat: optional(vatDetails),
  }),
)

const customer = complex(
  'customer',
  sequence({
    name: optional(string),
    address: optional(address),
    phoneNumber: optional(string),
  }),
)

const delivery = complex(
  'delivery',
  sequence({
    name: optional(string),
    address: optional(address),
    terms: optional(string),
  }),
)

const payment = complex(
  'payment',
  sequence({
    type: optional(string),
    'card-number': optional(string),
    cardName: optional(string),
    amount: optional(string),
    'currency-code': optional(string),
    'foreign-currency-payment': optional(foreignCurrencyPayment),
  }),
)

const receiptLine = complex(
  'receiptLine',
  sequence({
    'item-name': optional(string),
    'item-description': optional(string),
    'item-code': optional(string),
    unit: optional(string),
    quantity: double,
    'item-price': optional(string),
    'item-vat': optional(string),
    'total-price': optional(string),
    'total-vat': optional(string),
    discount: optional(string),
    serialNumber: optional(string),
    eanCode: optional(string),
  }),
)

/** A receipt for a purchase. */
export const receipt = root(
  complex(
    'receipt',
    sequence({
      receiptId: optional(string),
      receiptNumber: optional(string),
      purchaseTime: string,
      totalPrice: string,
      totalVat: string,
      currency: optional(string),
      cashier: optional(string),
      register: optional(string),
      'merchant-chain': optional(string),
      'merchant-name': string,
      'merchant-phone-number': optional(string),
      'merchant-address': optional(address),
      orgnumber: optional(string),
      barcode: optional(barcode),
      payments: many(payment),
      items: many(receiptLine),
      taxiDetails: optional(taxiDetails),
      customer: optional(customer),
      delivery: optional(delivery),
      'order-number': optional(string),
      'membership-number': optional(string),
      comment: optional(string),
      language: optional(language, { default: 'NB' }),
    }),
  ),
)
