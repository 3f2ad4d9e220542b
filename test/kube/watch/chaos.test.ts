import { expect, test } from 'vitest'
import { answer, refuse } from '../../support/kube-server.ts'
import { watchingRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

/** The same numbers for the same seed. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test.each([1, 2, 3, 4])(
  'watches that break while pods change: in the end cache and handler know the truth (seed %d)',
  async (seed) => {
    const { api, watching } = await watchingRig()
    const next = chance(seed)
    const truth = new Set(['web'])
    const known = new Map<string, string>()
    watching.onChange('pods', ({ before, after }) => {
      if (after) known.set(after.uid, after.resourceVersion)
      else if (before) known.delete(before.uid)
    })
    const breakIt = [
      () => api.end(),
      () => api.end('by reset'),
      () => api.say('{"type":"DELETED","object":{"metadata":{"na'),
      () =>
        api.instead('watch', 1, (_seen, response) => refuse(response, 410, { reason: 'Expired' })),
      () => api.instead('list', 1, (_seen, response) => refuse(response, 429, {})),
      () => api.instead('list', 1, (_seen, response) => answer(response, 500, 'oops')),
      () => api.say('no JSON\n'),
    ]
    for (let step = 0; step < 400; step++) {
      const name = `p${next(30)}`
      const change = () => {
        if (next(3) === 0) truth.delete(name)
        else truth.add(name)
        if (truth.has(name)) api.put(name)
        else api.remove(name)
      }
      change()
      if (next(10) === 0) breakIt[next(breakIt.length)]?.()
      if (next(4) === 0) await new Promise((resolve) => setImmediate(resolve))
    }

    const isTruth = () => {
      const pods = watching.look.list('pods')
      return (
        pods.length === truth.size &&
        known.size === truth.size &&
        pods.every(
          ({ name, uid, resourceVersion }) => truth.has(name) && known.get(uid) === resourceVersion,
        )
      )
    }
    await until(isTruth)

    expect(isTruth()).toBe(true)
  },
)
