import type { SignInOptions } from '@brevdue/server/mailbox-contract'
import { useEffect } from 'react'
import { fetchSignInOptions } from '../api/session-api.ts'
import { createStore, useStore } from '../state/store.ts'

interface OptionsState {
  options: SignInOptions | undefined
  failed: boolean
}

const store = createStore<OptionsState>({ options: undefined, failed: false })
let asked: Promise<void> | undefined

/** How one can sign in here, asked for once for all pages that show nobody's letters. */
export function useSignInOptions(): OptionsState & { reload: () => void } {
  useEffect(() => {
    asked ??= load()
  }, [])
  const reload = (): void => {
    asked = load()
  }
  return { ...useStore(store), reload }
}

/** Each time one comes to the sign-in: a provider may be back, a person may have been added. */
export function useFreshSignInOptions(): ReturnType<typeof useSignInOptions> {
  const { reload, ...state } = useSignInOptions()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each visit to the page
  useEffect(() => {
    if (state.options !== undefined) reload()
  }, [])
  return { ...state, reload }
}

async function load(): Promise<void> {
  try {
    store.set({ options: await fetchSignInOptions(), failed: false })
  } catch {
    store.set({ failed: true })
  }
}
