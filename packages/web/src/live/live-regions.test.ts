import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { announceAlert, announceStatus } from './live-regions.ts'

test('what comes together is said together; what comes later stands alone; nobody meets old news', () => {
  /** As much of a page as the regions need. */
  const status = { textContent: '' }
  const alert = { textContent: '' }
  const document = { getElementById: (id: string) => (id === 'live-alert' ? alert : status) }
  mock.timers.enable({ apis: ['setTimeout'] })
  Object.assign(globalThis, { document, window: globalThis })
  announceStatus('600 brev er arkivert.')
  announceStatus('1 nytt brev')
  announceStatus('1 nytt brev')
  announceAlert('Noe annet.')
  mock.timers.tick(50)
  assert.deepEqual([status.textContent, alert.textContent], ['600 brev er arkivert. 1 nytt brev', 'Noe annet.'])
  announceStatus('Angret.')
  assert.equal(status.textContent, '')
  mock.timers.tick(50)
  assert.equal(status.textContent, 'Angret.')
  mock.timers.tick(10_000)
  assert.deepEqual([status.textContent, alert.textContent], ['', ''])
})
