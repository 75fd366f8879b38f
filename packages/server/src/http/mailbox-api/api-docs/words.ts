import type { ProblemCode } from '../contract.ts'

export type Tag = 'Letters' | 'Content' | 'Activity' | 'Session' | 'Sign-in' | 'Sign-in methods' | 'Documentation'

/** What a route's schemas do not say. */
export interface Words {
  tag: Tag
  summary: string
  description?: string
  /** By status. Needed where the answer has no schema: then with what it is made of, unless it is empty. */
  answers?: Record<number, string | { description: string; media: readonly string[] }>
  /** Besides those that follow from the route itself: `problemsOf` in open-api.ts. */
  problems?: readonly ProblemCode[]
}

/** By method and path, as the routes are registered. */
export type RouteWords = Readonly<Record<string, Words>>
