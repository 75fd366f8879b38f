import { createContext, useContext } from 'react'
import type { PagePlace } from './link-href.ts'

/** A page that was asked for by a link or by its number; asked for again it is a new wish. */
export interface WishedPlace extends PagePlace {
  wish: number
}

type GoTo = (place: PagePlace) => void

const GoToContext = createContext<GoTo>(() => undefined)

export const GoToProvider = GoToContext.Provider

/** What leads to a page of the PDF in view, in either way of reading. */
export function useGoTo(): GoTo {
  return useContext(GoToContext)
}
