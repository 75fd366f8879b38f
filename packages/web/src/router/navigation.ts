import { createStore, useStore } from '../state/store.ts'
import { parseRoute, type Route } from './route.ts'

/** What a navigation tells the page it leads to; kept in the history entry, so that Back and reload know it too. */
export interface Arrival {
  stepUp?: 'raised' | 'cancelled' | 'too-low'
}

interface Place {
  path: string
  search: string
  route: Route
  arrival: Arrival
  /** Grows with every navigation: tells "came here" from "was drawn again". */
  visit: number
}

const place = createStore<Place>(readPlace(0))

export function usePlace(): Place {
  return useStore(place)
}

export function currentPlace(): Place {
  return place.get()
}

export function navigate(to: string, options: { replace?: boolean; arrival?: Arrival } = {}): void {
  const state = options.arrival ?? {}
  // the same address again, as by a double click, is no new step to go back over
  if (options.replace || to === location.pathname + location.search) history.replaceState(state, '', to)
  else history.pushState(state, '', to)
  arrive()
}

/** Forgets what the arrival told, once it has been shown. */
export function forgetArrival(): void {
  history.replaceState({}, '')
  place.set({ arrival: {} })
}

export function startNavigation(): void {
  history.scrollRestoration = 'manual'
  window.addEventListener('popstate', arrive)
}

function arrive(): void {
  place.set(readPlace(place.get().visit + 1))
}

function readPlace(visit: number): Place {
  const { pathname, search } = location
  return {
    path: pathname,
    search,
    route: parseRoute(pathname, search),
    arrival: (history.state ?? {}) as Arrival,
    visit,
  }
}
