import type { IncomingMessage } from 'node:http'
import type { FastifyServerOptions } from 'fastify'

/**
 * The mailbox and the sender API live at one origin, and `/` means something else to each. A route with
 * `constraints: { audience: 'browser' }` is found only by a browser; a route without the constraint by everybody else,
 * and by browsers when there is no such route.
 */
export function audienceOf(request: Pick<IncomingMessage, 'headers'>): 'browser' | undefined {
  if (request.headers['x-digipost-userid'] !== undefined) return undefined
  return request.headers.accept?.includes('text/html') === true ? 'browser' : undefined
}

export const audienceConstraint = {
  name: 'audience',
  storage: () => {
    const routes = new Map<unknown, unknown>()
    return {
      get: (audience: unknown) => routes.get(audience) ?? null,
      set: (audience: unknown, route: unknown) => {
        routes.set(audience, route)
      },
    }
  },
  deriveConstraint: (request: IncomingMessage) => audienceOf(request),
  validate: (value: unknown) => {
    if (value !== 'browser') throw new Error('The only audience that a route can be bound to is "browser"')
  },
  mustMatchWhenDerived: false,
} as unknown as NonNullable<NonNullable<FastifyServerOptions['routerOptions']>['constraints']>[string]
