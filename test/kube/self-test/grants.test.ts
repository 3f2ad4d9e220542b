import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startCluster } from '../../../playground/cluster/cluster.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { createClusters } from '../../../src/kube/clusters.ts'
import { ClusterSettings } from '../../../src/kube/settings.ts'
import { createClusterClient } from '../../support/cluster-client.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { realClock } from '../../support/kube-real-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ROLE = '/apis/rbac.authorization.k8s.io/v1/clusterroles/deckwatch-impersonator'
const AUTHENTICATION = 'authentication.k8s.io'
const EXTRAS = ['userextras/slack-user', 'userextras/slack-team', 'userextras/request-id']

type Rule = Readonly<Record<'apiGroups' | 'resources' | 'verbs', readonly string[]>> & {
  readonly resourceNames?: readonly string[]
}

const byName = (resource: string, ...resourceNames: readonly string[]): Rule => ({
  apiGroups: [''],
  resources: [resource],
  resourceNames,
  verbs: ['impersonate'],
})
const EXTRA: Rule = { apiGroups: [AUTHENTICATION], resources: EXTRAS, verbs: ['impersonate'] }
const constrained = (rule: Rule): Rule => ({
  ...rule,
  apiGroups: [AUTHENTICATION],
  verbs: ['impersonate:user-info'],
})
const REVIEWS: Rule = {
  apiGroups: [AUTHENTICATION, 'authorization.k8s.io'],
  resources: ['selfsubjectreviews', 'selfsubjectaccessreviews'],
  verbs: ['impersonate-on:user-info:create'],
}

/** The self-test of a bot with these rules and no others. */
async function selfTest(...rules: readonly Rule[]) {
  const cluster = await startCluster({ constrainedImpersonation: true })
  onTestFinished(() => cluster.stop())
  const client = createClusterClient({ url: cluster.url, ...cluster.tokens })
  onTestFinished(() => client.close())
  const role = z.looseObject({}).parse((await client.call('GET', ROLE)).body)
  expect((await client.call('PUT', ROLE, { body: { ...role, rules } })).code).toBe(200)
  const folder = temporaryFolder({ kubeconfig: cluster.kubeconfig() })
  const log = fakeLog()
  const settings = ClusterSettings.parse({ name: 'prod', kubeconfig: `${folder}/kubeconfig` })
  const parts = { clock: realClock, log, meter: noMeter, env: {}, version: '0.0.0' }
  const clusters = createClusters([settings], parts)
  onTestFinished(() => clusters.close())
  await clusters.selfTest(new AbortController().signal)
  return { log }
}

const warned = ({ log }: Awaited<ReturnType<typeof selfTest>>) =>
  log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)

test('people who are in no group need no right to impersonate groups', async () => {
  expect(warned(await selfTest(byName('users', 'bob'), EXTRA))).toEqual([])
})

test('one group is proven by the one question', async () => {
  expect(warned(await selfTest(byName('users', 'bob'), byName('groups', 'a'), EXTRA))).toEqual([])
})

test('constrained, it passes with the names and the reviews alone', async () => {
  const rules = [byName('users', 'bob'), byName('groups', 'a'), EXTRA].map(constrained)

  expect(warned(await selfTest(...rules, REVIEWS))).toEqual([])
})

test('constrained, it does not take what may be looked at for whom to act as', async () => {
  const rules = [byName('users', 'bob'), byName('groups', 'a', 'b'), EXTRA].map(constrained)
  const looking = { apiGroups: ['*'], resources: ['*'], verbs: ['impersonate-on:user-info:get'] }

  expect(warned(await selfTest(...rules, REVIEWS, looking))).toEqual([])
})

test('constrained in vain is said', async () => {
  const rules = [byName('users', 'bob'), byName('groups', 'a', 'b'), EXTRA]

  expect(warned(await selfTest(...rules, ...rules.map(constrained), REVIEWS))).toEqual([
    'the verb impersonate is granted beside constrained impersonation, and wins',
  ])
})
