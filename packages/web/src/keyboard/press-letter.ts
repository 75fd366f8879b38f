import { sendLetterCommand } from '../letter/letter-commands.ts'
import { archiveLetters, markLettersRead } from '../list/letter-acts.ts'
import { lettersStore } from '../list/letters-store.ts'
import { focusedLetter, moveRowFocus } from '../list/row-focus.ts'
import { toggleSelected } from '../list/selection.ts'
import { navigate } from '../router/navigation.ts'
import { type LettersRoute, lettersPath, searchOf } from '../router/route.ts'
import { chosenLetters } from './chosen-letters.ts'

type Press = (route: LettersRoute) => boolean

/** Each says whether it did something. */
const presses: Readonly<Record<string, Press>> = {
  j: () => moveRowFocus(1),
  k: () => moveRowFocus(-1),
  o: openFocused,
  e: archive,
  u: markUnread,
  x: selectFocused,
  '[': (route) => openNeighbour(route, -1),
  ']': (route) => openNeighbour(route, 1),
  t: () => sendLetterCommand('toggle-text'),
  d: () => sendLetterCommand('download'),
  '+': () => sendLetterCommand('zoom-in'),
  '-': () => sendLetterCommand('zoom-out'),
  'g i': () => goTo('inbox'),
  'g a': () => goTo('archive'),
  'g b': () => goTo('bin'),
}

/** @returns true when the key, or the two keys, did something */
export function pressLetter(sequence: string, route: LettersRoute): boolean {
  return presses[sequence]?.(route) ?? false
}

function goTo(place: LettersRoute['place']): true {
  navigate(lettersPath(place))
  return true
}

function openFocused(): boolean {
  const letterId = focusedLetter()
  if (letterId === undefined) return false
  document.querySelector<HTMLElement>(`.row-link[data-letter="${CSS.escape(letterId)}"]`)?.click()
  return true
}

/** From the bin a letter is restored first: an archive that fills itself from the bin would surprise. */
function archive({ place, letterId }: LettersRoute): boolean {
  const letters = chosenLetters(letterId)
  if (place !== 'inbox' || letters.length === 0) return false
  void archiveLetters(letters)
  return true
}

function selectFocused(): boolean {
  const letterId = focusedLetter()
  if (letterId !== undefined) toggleSelected(letterId)
  return letterId !== undefined
}

/** The open letter knows itself whether it is unread; rows are marked in the list. */
function markUnread({ letterId }: LettersRoute): boolean {
  const letters = chosenLetters(letterId)
  if (letters.length === 0) return false
  if (letters.length === 1 && letters[0] === letterId) return sendLetterCommand('mark-unread')
  void markLettersRead(letters, false)
  return true
}

function openNeighbour({ place, letterId, unreadOnly }: LettersRoute, step: number): boolean {
  const { rows } = lettersStore.get()
  const at = rows.findIndex(({ id }) => id === letterId)
  const neighbour = at === -1 ? undefined : rows[at + step]
  if (neighbour === undefined) return false
  navigate(lettersPath(place, neighbour.id) + searchOf(unreadOnly))
  return true
}
