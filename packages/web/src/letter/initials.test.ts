import assert from 'node:assert/strict'
import { it } from 'node:test'
import { initialsOf } from './initials.ts'

it('takes two letters of a name, whatever it is made of', () => {
  assert.equal(initialsOf('Fjellvik kommune'), 'FK')
  assert.equal(initialsOf('tindra'), 'TI')
  assert.equal(initialsOf('Ål'), 'ÅL')
  assert.equal(initialsOf('«7-Eleven» AS'), '7E')
  assert.equal(initialsOf('—'), '?')
  assert.equal(initialsOf(null), '?')
})
