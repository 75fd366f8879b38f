import { sendLetterCommand } from '../letter/letter-commands.ts'
import { leaveSelection } from '../list/leave-selection.ts'
import { binLetters, deleteForGood, undoLast } from '../list/letter-acts.ts'
import { selection } from '../list/selection.ts'
import { navigate } from '../router/navigation.ts'
import { type LettersRoute, lettersPath, searchOf } from '../router/route.ts'
import { chosenLetters, isReaderFocused } from './chosen-letters.ts'
import { isCommand, isDialogOpen, isField, isInPane, isPlain } from './key-target.ts'

/** @returns true when the key did something */
export function pressAlwaysOn(event: KeyboardEvent, route: LettersRoute): boolean {
  const key = event.key.toLowerCase()
  if (key === 'p' && isCommand(event)) return sendLetterCommand('print')
  if (isField(event.target) || isDialogOpen()) return false
  if (key === 'z' && isCommand(event)) return undoLast()
  if (key === 'delete' && isPlain(event) && !event.shiftKey && isInPane(event)) return throwAway(route)
  return key === 'escape' && goBack(route)
}

/** Into the bin; out of the bin only after a question. */
function throwAway({ place, letterId }: LettersRoute): boolean {
  const letters = chosenLetters(letterId)
  if (letters.length === 0) return false
  void (place === 'bin' ? deleteForGood(letters) : binLetters(letters))
  return true
}

function goBack({ place, letterId, unreadOnly }: LettersRoute): boolean {
  if (selection.get().on && !isReaderFocused()) {
    leaveSelection()
    return true
  }
  if (letterId === undefined) return false
  navigate(lettersPath(place) + searchOf(unreadOnly))
  return true
}
