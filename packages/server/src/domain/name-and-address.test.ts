import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addressKey, matching, type NameAndAddressCandidate, nameKey, namesAgree } from './name-and-address.ts'

describe('nameKey', () => {
  it('is the first and last name, however it is typed', () => {
    for (const name of [
      'Kari Nordmann',
      ' KARI  nordmann ',
      'Kari Anne Nordmann',
      'Kari A. Nordmann',
      'Kari-Anne Nordmann',
    ]) {
      assert.equal(nameKey(name), 'kari nordmann')
    }
    assert.equal(nameKey('Åse Ødegård'), nameKey('A\u030ase \u00d8degård'))
    assert.equal(nameKey('Madonna'), 'madonna')
    assert.equal(nameKey(' . '), '')
  })
})

describe('addressKey', () => {
  it('leaves street and number', () => {
    for (const line of ['Storgata 1 B', 'storgata 1b', 'STORGATA. 1B', ' Storgata  1-B ', 'Storgata 1 b.']) {
      assert.equal(addressKey(line), 'storgata 1b')
    }
    assert.notEqual(addressKey('Storgata 11'), addressKey('Storgata 1 1'))
    assert.notEqual(addressKey('Storgata 1'), addressKey('Storgata 1 B'))
    assert.equal(addressKey('Vei 1 bak huset'), 'vei 1 bak huset')
  })
})

describe('namesAgree', () => {
  it('lets middle names be left out or shortened, not contradicted', () => {
    assert.equal(namesAgree('Kari Nordmann', 'Kari Anne Nordmann'), true)
    assert.equal(namesAgree('Kari A Nordmann', 'Kari Anne Nordmann'), true)
    assert.equal(namesAgree('Kari Lise Nordmann', 'Kari Anne Nordmann'), false)
    assert.equal(namesAgree('Nordmann', 'Kari Nordmann'), false)
    assert.equal(namesAgree('', ''), false)
  })

  it('does not depend on who asks', () => {
    const name = fc.array(fc.constantFrom('Kari', 'Anne', 'A', 'Lise', 'Nordmann', '-'), { maxLength: 5 })
    fc.assert(
      fc.property(name, name, (one, other) => {
        assert.equal(namesAgree(one.join(' '), other.join(' ')), namesAgree(other.join(' '), one.join(' ')))
      }),
    )
  })
})

describe('matching', () => {
  const kari: NameAndAddressCandidate = {
    name: 'Kari Nordmann',
    birthDate: '1980-01-31',
    postalCode: '0155',
    addressLine1: 'storgata 1',
    phoneNumber: '+47 999 98 888',
    emailAddress: 'kari@example.org',
  }
  const question = { fullname: 'Kari Nordmann', addressline1: 'Storgata 1', postalcode: '0155' }
  const elsewhere = { ...question, addressline1: 'Elsewhere 2', postalcode: '9999' }

  it('goes by name and address', () => {
    assert.deepEqual(matching(question, [kari]), [kari])
    assert.deepEqual(matching({ ...question, postalcode: ' 0155 ' }, [kari]), [kari])
    assert.deepEqual(matching(elsewhere, [kari]), [])
    assert.deepEqual(matching({ ...question, addressline1: '' }, [{ ...kari, addressKey: '' }]), [])
  })

  it('keeps everybody who fits, so that nobody is guessed at', () => {
    assert.equal(matching(question, [kari, { ...kari, birthDate: null }]).length, 2)
  })

  it('lets a birth date narrow, and takes an unknown one for no contradiction', () => {
    const younger = { ...kari, birthDate: '2001-01-01' }
    assert.deepEqual(matching({ ...question, birthDate: '2001-01-01+01:00' }, [kari, younger]), [younger])
    assert.deepEqual(matching({ ...question, birthDate: '1999-01-01' }, [kari]), [])
    assert.equal(matching({ ...question, birthDate: '1999-01-01' }, [{ ...kari, birthDate: null }]).length, 1)
  })

  it('goes by birth date with phone or e-mail first', () => {
    const birthDate = '1980-01-31'
    for (const phoneNumber of ['99998888', '0047 99998888', '+4799998888']) {
      assert.deepEqual(matching({ ...elsewhere, birthDate, phoneNumber }, [kari]), [kari])
    }
    assert.deepEqual(matching({ ...elsewhere, birthDate, emailAddress: ' KARI@example.org' }, [kari]), [kari])
    assert.deepEqual(matching({ ...elsewhere, birthDate }, [kari]), [])
    assert.deepEqual(matching({ ...elsewhere, phoneNumber: '99998888' }, [kari]), [])
    assert.deepEqual(matching({ ...elsewhere, birthDate: '1980-02-01', phoneNumber: '99998888' }, [kari]), [])
    assert.deepEqual(matching({ ...elsewhere, birthDate, phoneNumber: '' }, [{ ...kari, phoneNumber: '' }]), [])
    // Who is found by it is not made uncertain by a neighbour of the same name.
    const neighbour = { ...kari, birthDate: null, phoneNumber: null }
    assert.deepEqual(matching({ ...question, birthDate, phoneNumber: '99998888' }, [kari, neighbour]), [kari])
  })
})
