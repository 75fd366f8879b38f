import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inboxPath, isPublic, lettersPath, parseRoute } from './route.ts'

describe('parseRoute', () => {
  it('knows the pages', () => {
    assert.deepEqual(parseRoute('/sign-in', ''), { page: 'sign-in', stepUp: false })
    assert.deepEqual(parseRoute('/sign-in', '?step-up=1'), { page: 'sign-in', stepUp: true })
    assert.deepEqual(parseRoute('/sign-in/link', ''), { page: 'email-link' })
    assert.deepEqual(parseRoute('/activate', ''), { page: 'activate' })
    assert.deepEqual(parseRoute('/l/abc', ''), { page: 'letter-link', letterId: 'abc' })
    assert.deepEqual(parseRoute('/settings', ''), { page: 'settings' })
  })

  it('reads the inbox with letter, document and filter; the bare address is the inbox', () => {
    const inbox = { page: 'letters', place: 'inbox', letterId: undefined, documentId: undefined, unreadOnly: false }
    assert.deepEqual(parseRoute('/', ''), inbox)
    assert.deepEqual(parseRoute('/inbox/', ''), inbox)
    assert.deepEqual(parseRoute('/inbox/a/b', '?unread=1'), {
      ...inbox,
      letterId: 'a',
      documentId: 'b',
      unreadOnly: true,
    })
  })

  it('knows archive and bin as the inbox with other letters', () => {
    const letter = { page: 'letters', letterId: 'a', documentId: undefined, unreadOnly: false }
    assert.deepEqual(parseRoute('/archive/a', ''), { ...letter, place: 'archive' })
    assert.deepEqual(parseRoute('/bin', '?unread=1'), {
      ...letter,
      place: 'bin',
      letterId: undefined,
      unreadOnly: true,
    })
  })

  it('says of everything else that it is not there', () => {
    for (const path of ['/tasks', '/archive/a/b/c', '/inbox/a/b/c', '/l', '/l/a/b', '/settings/x', '/sign-in/x']) {
      assert.deepEqual(parseRoute(path, ''), { page: 'not-found' }, path)
    }
  })

  it('survives a broken escape', () => {
    assert.equal(parseRoute('/inbox/%E0%A4%A', '').page, 'letters')
  })

  it('keeps letters behind the sign-in', () => {
    assert.equal(isPublic(parseRoute('/inbox/a', '')), false)
    assert.equal(isPublic(parseRoute('/l/a', '')), false)
    assert.equal(isPublic(parseRoute('/help', '')), true)
  })
})

describe('inboxPath', () => {
  it('is read back as what it was made of', () => {
    assert.equal(inboxPath(), '/inbox')
    assert.equal(inboxPath('a', 'b'), '/inbox/a/b')
    assert.equal(lettersPath('bin', 'a'), '/bin/a')
  })
})
