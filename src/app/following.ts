import { fingerprint } from '../core/canonical.ts'
import type { Handover } from '../core/handover.ts'
import type { Service } from '../core/service.ts'
import { createGroup } from './group.ts'
import type { Setup } from './setup.ts'

type Plan<T extends Service> = {
  readonly name: string
  /** What it is built from: while that is the same, it goes on. */
  readonly slice: (setup: Setup) => unknown
  /** Undefined where it is not wanted. Throws ConfigError. */
  readonly build: (setup: Setup) => T | undefined
}

/** One service that is stopped and built anew when its slice of the setup changes. */
export type Following<T extends Service> = {
  now(): T | undefined
  readonly service: Service
  follow(next: Setup): Handover | undefined
}

export function createFollowing<T extends Service>(
  { name, slice, build }: Plan<T>,
  first: Setup,
): Following<T> {
  let key = fingerprint({ slice: slice(first) })
  let current = build(first)
  const members = () => (current ? [current] : [])
  const group = createGroup(name, members())
  return {
    now: () => current,
    service: group,
    follow(next) {
      const nextKey = fingerprint({ slice: slice(next) })
      if (nextKey === key) return undefined
      const built = build(next)
      return {
        what: [built ? `${name} begun anew` : `${name} ended`],
        commit: () => void ([key, current] = [nextKey, built]),
        settle: () => group.become(members()),
      }
    },
  }
}
