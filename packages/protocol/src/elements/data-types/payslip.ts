import { complex, optional, root, sequence } from '../../xml/complex-types.ts'
import { decimal, string } from '../../xml/simple-types.ts'

/** A payslip. */
export const payslip = root(
  complex(
    'payslip',
    sequence({
      'payment-date': optional(string),
      'net-amount': optional(decimal),
    }),
  ),
)
