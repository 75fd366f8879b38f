import { createStore } from '../state/store.ts'

interface DeleteQuestion {
  /** Each question is another one, and gets a dialog of its own: one may come while the last is still closing. */
  id: number
  /** How many letters are asked about; undefined when nothing is. */
  n: number | undefined
  answer: (deleteThem: boolean) => void
}

export const deleteQuestion = createStore<DeleteQuestion>({ id: 0, n: undefined, answer: () => undefined })

/** Opens the dialog. Closing it in any way but its one button keeps the letters. */
export function askToDelete(n: number): Promise<boolean> {
  deleteQuestion.get().answer(false)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const answer = (deleteThem: boolean): void => {
    deleteQuestion.set({ n: undefined, answer: () => undefined })
    resolve(deleteThem)
  }
  deleteQuestion.set({ id: deleteQuestion.get().id + 1, n, answer })
  return promise
}
