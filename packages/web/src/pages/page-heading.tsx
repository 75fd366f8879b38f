import type { ReactNode } from 'react'
import { Heading } from '../ui/components.ts'
import { usePageHeading } from './use-page-heading.ts'

export function PageHeading({ children }: { children: string }): ReactNode {
  const heading = usePageHeading(children)
  return (
    <Heading ref={heading} level={1} data-size="md" tabIndex={-1}>
      {children}
    </Heading>
  )
}
