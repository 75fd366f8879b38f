import { complex, root, sequence } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'

/** A group of documents whose recipient is asked for a receipt. */
export const openingReceipt = root(
  complex(
    'openingReceipt',
    sequence({
      group: string,
    }),
  ),
  { element: 'opening-receipt' },
)

/** The receipt was given. */
export const openingReceiptAccepted = root(complex('openingReceiptAccepted'), { element: 'opening-receipt-accepted' })
