import { expect, onTestFinished, test } from 'vitest'
import { ClusterSettings } from '../../../src/kube/settings.ts'
import { createWatching } from '../../../src/kube/watch/watching.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { realClock } from '../../support/kube-real-clock.ts'
import { kubeconfig } from '../../support/kube-session.ts'
import { type RestartableApi, restartableApi } from './restartable-api.ts'
import { sayChange } from '../../support/watched-pods.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { until } from '../../support/patience.ts'

const CLUSTERS = 10
const KINDS = Array.from({ length: 20 }, (_, index) => `widgets${index}`)
const WATCHES = CLUSTERS * KINDS.length

async function watchedCluster(index: number) {
  const api = restartableApi(KINDS)
  await api.start()
  const pauses: number[] = []
  const heard: string[] = []
  const watching = createWatching(
    ClusterSettings.parse({ name: `c${index}`, kubeconfig: kubeconfig(api.url) }),
    {
      clock: {
        ...realClock,
        sleep(ms, signal) {
          pauses.push(ms)
          return realClock.sleep(ms, signal)
        },
      },
      log: fakeLog(),
      env: {},
      meter: noMeter,
      version: '1',
      keepings: KINDS.map((resource) => ({ group: '', resource, paths: ['status'] })),
    },
  )
  for (const kind of KINDS) watching.onChange(kind, (change) => void heard.push(sayChange(change)))
  onTestFinished(async () => {
    await watching.stop()
    await api.stop()
  })
  await watching.start()
  return { api, pauses, heard }
}

const areWatched = (apis: readonly RestartableApi[]) =>
  apis.reduce((sum, api) => sum + api.watchers(), 0) === WATCHES

test('L3: ten clusters with twenty watches each restart at once: all come back, spread out, and tell nothing twice', async () => {
  const clusters = await Promise.all(Array.from({ length: CLUSTERS }, (_, i) => watchedCluster(i)))
  const apis = clusters.map(({ api }) => api)
  await until(() => areWatched(apis))
  await until(() => clusters.every(({ heard }) => heard.length === KINDS.length * 5))
  for (const { heard, pauses } of clusters) heard.length = pauses.length = 0

  await Promise.all(apis.map((api) => api.stop()))
  for (const api of apis) api.change()
  await Promise.all(apis.map((api) => api.start()))
  await until(() => areWatched(apis))
  await until(() => clusters.every(({ heard }) => heard.length === 1))

  const first = clusters.flatMap(({ pauses }) => pauses.slice(0, KINDS.length))
  expect(first).toHaveLength(WATCHES)
  expect(Math.min(...first)).toBeGreaterThanOrEqual(800)
  for (let from = 800; from < 1200; from += 100)
    expect(first.filter((ms) => ms >= from && ms < from + 100).length).toBeLessThan(WATCHES / 2)
  for (const api of apis) {
    expect(api.mostLists()).toBeLessThanOrEqual(2)
    expect(api.asked().filter((what) => what.startsWith('list'))).toHaveLength(KINDS.length)
    expect(api.asked().length).toBeLessThanOrEqual(KINDS.length * 4)
  }
  for (const { heard } of clusters) expect(heard).toEqual(['~widgets0-0 (initial)'])
})
