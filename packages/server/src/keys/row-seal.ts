import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'
import { type FirstForm, type FirstFormUse, firstVersion } from './first-form.ts'
import { SealError, type SealedPlace } from './seal-error.ts'

/** A row of the database that holds something sealed. */
export interface Row {
  readonly table: string
  readonly id: string
  /** Whose the row is, where it belongs to a mailbox: moved to another mailbox, it does not open. */
  readonly owner?: string | undefined
}

/** Seals what one row holds. It opens in the same column of the same row, and nowhere else. */
export interface RowSeal {
  seal(column: string, text: string): Buffer
  /** @throws SealError when the bytes were changed, or sealed for another place or with another master key */
  open(column: string, sealed: Buffer): string
  /** As `seal`, for the data key of stored content. */
  wrap(column: string, key: KeyObject): Buffer
  /** @throws as `open` */
  unwrap(column: string, wrapped: Buffer): KeyObject
}

/*
 * Sealed form: version (2) | nonce (12) | tag (16) | ciphertext, AES-256-GCM under the key of the row. Table, column,
 * owner and row are authenticated with it. A row has few columns and is seldom written, so random nonces are far from
 * the 2^32 uses that one key bears.
 */
const version = 2
const nonceLength = 12
const tagLength = 16
const headLength = 1 + nonceLength + tagLength

/** @param firstForm what opens the form of before; undefined where that is not accepted any more */
export function rowSeal(key: KeyObject, row: Row, firstForm: () => FirstForm | undefined): RowSeal {
  const bytesOf = (use: FirstFormUse, column: string, sealed: Buffer): Buffer => {
    const place = { table: row.table, id: row.id, column }
    try {
      if (sealed[0] === firstVersion) return openFirst(firstForm(), use, sealed)
      return open(key, bound(row, column), sealed)
    } catch (cause) {
      throw notGenuine(place, cause)
    }
  }
  return {
    seal: (column, text) => seal(key, bound(row, column), Buffer.from(text, 'utf8')),
    open: (column, sealed) => bytesOf('text', column, sealed).toString('utf8'),
    wrap: (column, dataKey) => seal(key, bound(row, column), dataKey.export()),
    unwrap: (column, wrapped) => createSecretKey(bytesOf('data key', column, wrapped)),
  }
}

/** Neither names nor ids hold a NUL, so no two places have the same text. */
function bound({ table, id, owner }: Row, column: string): Buffer {
  return Buffer.from([table, column, owner ?? '', id].join('\0'), 'utf8')
}

function seal(key: KeyObject, place: Buffer, plain: Buffer): Buffer {
  const sealed = Buffer.alloc(headLength + plain.length)
  sealed.writeUInt8(version, 0)
  const nonce = randomFillSync(sealed.subarray(1, 1 + nonceLength))
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(place)
  cipher.update(plain).copy(sealed, headLength)
  cipher.final()
  cipher.getAuthTag().copy(sealed, 1 + nonceLength)
  return sealed
}

function open(key: KeyObject, place: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < headLength || sealed[0] !== version) {
    throw new UnknownForm('it has an unknown form: another version made it, or it was cut short')
  }
  const nonce = sealed.subarray(1, 1 + nonceLength)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(place)
  decipher.setAuthTag(sealed.subarray(1 + nonceLength, headLength))
  const plain = decipher.update(sealed.subarray(headLength))
  decipher.final()
  return plain
}

function openFirst(firstForm: FirstForm | undefined, use: FirstFormUse, sealed: Buffer): Buffer {
  if (firstForm === undefined) throw new UnknownForm('it has the first sealed form, which is not accepted any more')
  return firstForm.open(use, sealed)
}

function notGenuine(place: SealedPlace, cause: unknown): SealError {
  const why =
    cause instanceof UnknownForm
      ? cause.message
      : 'it was changed, belongs to another row, or was sealed with another master key'
  return new SealError(`${place.column} of ${place.table} ${place.id} does not open: ${why}`, { cause, place })
}

class UnknownForm extends Error {}
