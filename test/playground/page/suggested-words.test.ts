import { expect, test } from 'vitest'
import type { WorkloadCard } from '../../../playground/cluster/page-model.ts'
import { suggestedWords } from '../../../playground/page/src/cluster/suggested-words.ts'
import { fakePageCluster } from './page-cluster.ts'

const [web] = fakePageCluster().snapshot().workloads
const words = (workload: WorkloadCard | undefined, cluster?: string) =>
  workload ? suggestedWords(workload, cluster).map((one) => one.words) : []

test('a deployment can be asked about and changed, in its own namespace', () => {
  expect(words(web)).toEqual([
    'describe deploy/web -n shop',
    'logs deploy/web -n shop',
    'rollout status deploy/web -n shop',
    'scale deploy/web 4 -n shop',
    'restart deploy/web -n shop',
    'rollback deploy/web -n shop',
  ])
})

test('where there are several clusters the words name theirs', () => {
  expect(words(web, 'staging')[0]).toBe('describe deploy/web -n shop -c staging')
})

test('a job can only be looked at, a daemon set not be scaled', () => {
  expect(words(web && { ...web, kind: 'Job' })).toHaveLength(2)
  expect(words(web && { ...web, kind: 'DaemonSet' }).join()).not.toContain('scale')
})
