import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSlack, type EmbeddedSlack } from '../../playground/slack/slack.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import type { Call } from '../crash/relay.ts'
import { controlPlane } from '../support/control-plane.ts'
import { renderLayers } from '../support/rendered.ts'
import { binding, clusterRole, deployment } from '../support/sample-objects.ts'
import { say, waitForMessage, words } from '../support/slack-driver.ts'
import { askedBy, Granted, impersonating, rightOf, rightsIn } from '../support/asked.ts'
import { install, type Installation } from './installed/installation.ts'
import { writableIn } from './installed/pod.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const SHOP = `installed-${Date.now().toString(36)}`

describe.skipIf(!KUBECONFIG)('installed on a real control plane, as its ServiceAccount', () => {
  let slack: EmbeddedSlack
  let installed: Installation
  const cluster = controlPlane(KUBECONFIG)

  beforeAll(async () => {
    if (!existsSync('dist/deckwatch.js')) throw new Error('run `npm run build` first')
    cluster.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } },
      clusterRole(SHOP, { apiGroups: ['', 'apps'], resources: ['*'], verbs: ['get', 'list'] }),
      binding(SHOP, { kind: 'Group', name: 'installed-devs' }, SHOP),
      deployment(SHOP, 'web', { replicas: 1, behave: 'crash' }),
    )
    slack = await startSlack({ rateLimits: 'off' })
    installed = await install(KUBECONFIG, slack)
    await installed.pod.says(/"bot ready"/)
  })
  afterAll(async () => {
    await installed.remove()
    await slack.stop()
    cluster.kubectl('delete', 'namespace', SHOP, '--wait=false')
    cluster.kubectl('delete', 'clusterrole', SHOP)
  })

  test('it watches, and the thread of an incident shows logs and events', async () => {
    const about = `deployment/web in ${SHOP}`
    const card = await waitForMessage(slack, (it) => words(it).includes(about))
    const isBelow = (text: RegExp) => (it: typeof card) =>
      it.threadTs === card.ts && it.ts !== card.ts && text.test(words(it))

    await waitForMessage(slack, isBelow(/refused|served/))
  })

  test.each(['bob', 'alice'] as const)('%s is answered with their own rights', async (who) => {
    const at = [people[who], channels.shop] as const

    expect(words(await say(slack, at, `/k8s get deploy -n ${SHOP}`))).toContain('web')
    expect(words(await say(slack, at, '/k8s get secrets -n kube-system'))).toMatch(
      /Kubernetes says/,
    )
  })

  test('nothing is missing: only the self-test was refused, and people what is not theirs', () => {
    const refused = installed.calls.filter(({ status }) => status === 401 || status === 403)
    const isTest = ({ headers }: Call) => headers['impersonate-extra-request-id'] === 'self-test'

    expect(installed.calls.length).toBeGreaterThan(20)
    expect(refused.filter((call) => !isTest(call)).map(({ path }) => path)).toEqual([])
  })

  test('nothing is unused: each right, resource by resource and name by name, was needed', () => {
    const made = installed.calls.filter(({ status = 0 }) => status < 400)
    const needed = made.flatMap((call) => {
      const as = impersonating(call)
      const own = as.length === 0 ? askedBy(call) : undefined
      return [...as, ...(own ? [own] : [])].map(rightOf)
    })
    const granted = ['deckwatch-impersonator', 'deckwatch-watcher'].flatMap((name) => {
      const role = cluster.kubectl('get', 'clusterrole', name, '-o=json')
      return rightsIn(Granted.parse(JSON.parse(role)))
    })

    expect(granted.length).toBeGreaterThan(25)
    expect(granted.filter((right) => !needed.includes(right))).toEqual([])
    expect([...new Set(needed)].filter((right) => !granted.includes(right)).toSorted()).toEqual(
      EVERYBODYS,
    )
  })

  /** What the bot asks as itself beyond, by the right of everybody who is authenticated. */
  const EVERYBODYS = ['create authorization.k8s.io selfsubjectrulesreviews']

  test('it connects to Slack and to the API server, and looks up no name', () => {
    const { allowed, pod } = installed

    expect(new Set(pod.network)).toEqual(new Set(allowed.map((host) => `connect ${host}`)))
  })

  test('it stops when asked, and says that it does', async () => {
    expect(await installed.pod.stop()).toBe(0)
    expect(installed.pod.log.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })

  test('where it runs, only the store can be written to', () => {
    const places = ['/', '/tmp', '/app', '/etc/deckwatch/config', '/usr', '/var/lib/deckwatch']

    expect(writableIn(places)).toEqual(['/var/lib/deckwatch'])
  })

  test('the other installations are what a cluster of 1.20 takes, too', () => {
    const names = ['http', 'kubeconfigs', 'alertmanager', 'deadman', 'kubernetes-1.20']
    const components = [...names.map((one) => `components/${one}`), 'monitoring']
    const items = renderLayers({ resources: ['overlays/postgresql'], components })
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
    const definitions = PROMETHEUS.map(({ metadata: { name } }) => `crd/${name}`)
    cluster.apply(...PROMETHEUS)
    cluster.kubectl('wait', '--for=condition=Established', ...definitions, '--timeout=30s')
    const apply = ['--kubeconfig', KUBECONFIG, '--context', 'admin', 'apply', '-f', '-']
    const { status, stderr } = spawnSync('kubectl', [...apply, '--dry-run=server'], { input })
    cluster.kubectl('delete', ...definitions)

    expect(String(stderr)).toBe('')
    expect(status).toBe(0)
  })
})

/** The kinds of the Prometheus operator, without their schemas. */
const PROMETHEUS = ['ServiceMonitor', 'PrometheusRule'].map((kind) => {
  const [singular, group] = [kind.toLowerCase(), 'monitoring.coreos.com']
  const schema = {
    openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: `${singular}s`, singular, kind },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  }
})
