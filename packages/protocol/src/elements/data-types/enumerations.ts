import { enumeration } from '../../xml/simple-types.ts'

export const language = enumeration('language', ['NB', 'NN', 'EN'])
/** Which notice of a parcel this is. */
export const tag = enumeration('tag', ['VARSEL1', 'VARSEL2', 'POSTEN'])
/** Where a parcel is. */
export const status = enumeration('status', ['READY_FOR_PICKUP', 'PICKED_UP', 'RETURNED', 'UNKNOWN', 'DEVIATION'])
