import type { z } from 'zod'
import { coversAll, isPlain, matchesAny } from '../../core/glob.ts'
import type { Route } from './route-settings.ts'

type Routes = {
  readonly routes: readonly Route[]
  readonly quietHours?: Readonly<Record<string, unknown>> | undefined
  readonly objectChannels?: readonly string[] | undefined
}

type Problem = { readonly path: readonly (string | number)[]; readonly message: string }

/** What no route by itself shows: names that mean nothing, and routes that nothing can reach. */
export function checkRoutes(settings: Routes, context: z.core.$RefinementCtx): void {
  const problems = settings.routes.flatMap((route, at) =>
    [
      ...sameName(route, at, settings),
      ...unknownHours(route, settings),
      ...unlisted(route, settings),
      ...shadowed(route, at, settings),
    ].map(({ path, message }) => ({ message, path: ['routes', at, ...path] })),
  )
  for (const problem of problems) context.addIssue({ code: 'custom', ...problem })
}

function sameName({ name }: Route, at: number, { routes }: Routes): Problem[] {
  const first = routes.findIndex((route) => route.name === name)
  if (name === undefined || first === at) return []
  return [{ path: ['name'], message: `routes[${first}] has this name already` }]
}

function unknownHours({ quiet }: Route, { quietHours = {} }: Routes): Problem[] {
  if (quiet === undefined || Object.hasOwn(quietHours, quiet)) return []
  const known = Object.keys(quietHours)
  const hint = known.length > 0 ? `known: ${known.join(', ')}` : 'notifications.quietHours has none'
  return [{ path: ['quiet'], message: `no quiet hours "${quiet}"; ${hint}` }]
}

function unlisted({ channelFrom }: Route, { objectChannels }: Routes): Problem[] {
  if (channelFrom === undefined || objectChannels) return []
  const message = 'needs notifications.objectChannels: which channels objects may name'
  return [{ path: ['channelFrom'], message }]
}

function shadowed(route: Route, at: number, { routes }: Routes): Problem[] {
  const by = routes.slice(0, at).findIndex((earlier) => takesAllOf(earlier, route))
  if (by < 0) return []
  return [{ path: [], message: `can never be reached: routes[${by}] takes all that it would` }]
}

/** True when everything that fits the later route stops at the earlier one. False where that is not plain to see. */
function takesAllOf(earlier: Route, later: Route): boolean {
  const isEnd = !earlier.continue && earlier.channel !== undefined
  return (
    isEnd &&
    LISTS.every((key) => coversPatterns(earlier[key], later[key])) &&
    coversPairs(earlier.labels, later.labels) &&
    coversPairs(earlier.annotations, later.annotations)
  )
}

const LISTS = ['clusters', 'namespaces', 'severities', 'detectors', 'causes'] as const

function coversPatterns(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
): boolean {
  if (!wide) return true
  if (!narrow) return false
  return coversAll(wide) || narrow.every((one) => wide.includes(one) || isWithin(one, wide))
}

const isWithin = (one: string, wide: readonly string[]) => isPlain(one) && matchesAny(wide, one)

const coversPairs = (
  wide: Readonly<Record<string, string>> = {},
  narrow: Readonly<Record<string, string>> = {},
): boolean =>
  Object.entries(wide).every(([key, pattern]) => {
    const own = narrow[key]
    return own !== undefined && coversPatterns([pattern], [own])
  })
