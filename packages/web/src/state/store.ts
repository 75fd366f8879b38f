import { useSyncExternalStore } from 'react'

export interface Store<S> {
  get: () => S
  set: (change: Partial<S>) => void
  subscribe: (listener: () => void) => () => void
}

/** A value outside React that components can watch: session, letters and preferences outlive any one page. */
export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useStore<S extends object>(store: Store<S>): S {
  return useSyncExternalStore(store.subscribe, store.get)
}
