import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readDataType, writeDataType } from '../../src/elements/index.ts'

const namespace = 'xmlns="http://api.digipost.no/schema/datatypes"'
const credential = (inside: string) =>
  `<verifiable-credential-notice ${namespace}>${inside}</verifiable-credential-notice>`
const presentation = (query: string) =>
  `<verifiable-presentation-notice ${namespace}><title>Vis bevis</title><description>For leiebil</description>${query}</verifiable-presentation-notice>`
const dcql =
  '<dcqlQuery><credentials><credential><id>credential1</id><format>DC_SD_JWT</format><meta><type_values>a</type_values><type_values>b</type_values>' +
  '<doctype_value>d</doctype_value><vct_values><vct_value>driversLicence</vct_value></vct_values></meta><claims><claim><path><path_element>age</path_element>' +
  '<path_element>over</path_element></path><id>c</id><values><value>18</value></values></claim></claims><claim_sets><claim_set><claims><claim_id>c</claim_id>' +
  '</claims></claim_set></claim_sets></credential></credentials><credential_sets><credential_set><options><option><credential_ids><credential_id>credential1' +
  '</credential_id></credential_ids></option></options><required>true</required></credential_set></credential_sets></dcqlQuery>'

/** What each release had that another does not: the forms whose union is read. */
const forms: Record<string, string> = {
  'a category of 0.13 to 0.24': `<category ${namespace}>RESIDENCE</category>`,
  'a credential of 1.3.0 to 1.7.1': credential(
    '<credential-id>abc</credential-id><valid-from>2026-01-01T00:00:00Z</valid-from><valid-until>2027-01-01T00:00:00Z</valid-until><title>Bevis</title><description>Tekst</description>',
  ),
  'the shortest credential of 1.3.0 to 1.7.1': credential('<credential-id>abc</credential-id>'),
  'a credential of 1.8.0': credential('<title>Bevis</title><description>Tekst</description>'),
  'an empty credential of 1.8.0': credential(''),
  'a simple query of 1.5.0 to 1.7.1': presentation(
    '<simpleQuery><type>driversLicence</type><format>JWT_VC_JSON</format></simpleQuery>',
  ),
  'a query in DCQL of 1.5.0 to 1.7.1': presentation(dcql),
  'a presentation of 1.8.0': presentation(''),
  'an empty payslip of 1.3.0': `<payslip ${namespace}/>`,
  'a payslip of 1.4.0': `<payslip ${namespace}><payment-date>2026-11-12</payment-date><net-amount>1.5</net-amount></payslip>`,
}

describe('the forms of every release of the data types', () => {
  for (const [name, xml] of Object.entries(forms)) {
    test(`${name} is read, and written again as it was`, () => {
      const value = readDataType(xml)
      const written = writeDataType(value)
      const plain = (text: string) => text.replace(/<(\w[\w-]*)([^>]*)><\/\1>/g, '<$1$2/>')
      assert.equal(plain(written), plain(xml))
      assert.deepStrictEqual(readDataType(written), value)
    })
  }

  test('what no release has is refused with the place of it', () => {
    assert.throws(
      () => readDataType(credential('<credential-no>1</credential-no>')),
      /unexpected element <credential-no>/,
    )
    assert.throws(
      () => readDataType(presentation('<simpleQuery><format>PDF</format></simpleQuery>')),
      /simpleQuery\/format/,
    )
  })
})
