import type { SignInMethods } from '@brevdue/server/built-in-contract'
import { useCallback, useEffect, useState } from 'react'
import { fetchSignInMethods } from '../api/built-in-api.ts'

interface Methods {
  methods: SignInMethods | undefined
  failed: boolean
  keep: (methods: SignInMethods) => void
  reload: () => void
}

export function useSignInMethods(): Methods {
  const [methods, setMethods] = useState<SignInMethods>()
  const [failed, setFailed] = useState(false)
  const reload = useCallback((): void => {
    fetchSignInMethods().then(
      (fetched) => {
        setMethods(fetched)
        setFailed(false)
      },
      () => setFailed(true),
    )
  }, [])
  useEffect(reload, [reload])
  return { methods, failed, keep: setMethods, reload }
}
