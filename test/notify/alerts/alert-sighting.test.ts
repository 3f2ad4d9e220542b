import { describe, expect, test } from 'vitest'
import { plain } from '../../../src/core/text.ts'
import type { Look } from '../../../src/core/watched.ts'
import { placeOf, seeAlert } from '../../../src/notify/alerts/alert-sighting.ts'
import { AlertmanagerSettings } from '../../../src/notify/alerts/settings.ts'
import { alert } from '../../support/alerts.ts'
import { lookAt, ownedBy, watched } from '../../support/watched-objects.ts'

const web = watched('deployments.apps/web', { labels: { team: 'shop' } })
const set = watched('replicasets.apps/web-5f6c', { owners: ownedBy(web, 'Deployment') })
const pod = watched('pods/web-5f6c-x2x4k', { owners: ownedBy(set, 'ReplicaSet') })
const { namespace: _, ...node } = watched('nodes/n1')
const metrics = watched('pods/kube-state-metrics-0', { namespace: 'monitoring' })
const look = lookAt(web, set, pod, node, metrics)

type Options = {
  readonly look?: Look | undefined
  readonly settings?: Partial<AlertmanagerSettings>
  readonly annotations?: Readonly<Record<string, string>>
}

function see(labels: Readonly<Record<string, string>>, options: Options = {}) {
  const settings = { ...AlertmanagerSettings.parse({}), ...options.settings }
  const { annotations = {} } = options
  const one = alert({ labels, annotations })
  return seeAlert(one, placeOf(one, settings, 'look' in options ? options.look : look), settings)
}

const aboutOf = (labels: Readonly<Record<string, string>>, options: Options = {}) => {
  const { about } = see({ alertname: 'Odd', ...labels }, options).finding
  return [about.resource, about.namespace, about.name]
    .filter((part) => part !== undefined)
    .join('/')
}

describe('what an alert is about', () => {
  const shop = { namespace: 'shop' }

  test.each([
    ['the owner of its pod', { ...shop, pod: pod.name }, 'deployments/shop/web'],
    [
      'the owner of a pod that is gone, by its name',
      { ...shop, pod: 'web-5f6c-aaaaa' },
      'deployments/shop/web',
    ],
    [
      'the owner of a pod of a revision that is gone',
      { ...shop, pod: 'web-77aa-bbbbb' },
      'deployments/shop/web',
    ],
    ['a pod that nobody knows', { ...shop, pod: 'other-1' }, 'pods/shop/other-1'],
    ['a workload by its kind', { ...shop, deployment: 'web' }, 'deployments/shop/web'],
    [
      'a workload that is not there any more',
      { ...shop, statefulset: 'db' },
      'statefulsets/shop/db',
    ],
    [
      'a workload rather than the pod that was asked about it',
      { ...shop, deployment: 'web', pod: pod.name },
      'deployments/shop/web',
    ],
    [
      'a claim',
      { ...shop, persistentvolumeclaim: 'data', pod: pod.name },
      'persistentvolumeclaims/shop/data',
    ],
    ['a job', { ...shop, job_name: 'nightly' }, 'jobs/shop/nightly'],
    [
      'an autoscaler',
      { ...shop, horizontalpodautoscaler: 'web' },
      'horizontalpodautoscalers/shop/web',
    ],
    ['a quota', { ...shop, resourcequota: 'most' }, 'resourcequotas/shop/most'],
    ['a node', { node: 'n1' }, 'nodes/n1'],
    ['a node by its address for metrics', { instance: 'n1:9100' }, 'nodes/n1'],
    ['a namespace where nothing else is named', shop, 'namespaces/shop/shop'],
    ['itself where nothing is named', {}, 'alerts/Odd'],
    [
      'what it names, not the target that was asked',
      {
        namespace: 'monitoring',
        pod: 'kube-state-metrics-0',
        exported_namespace: 'shop',
        exported_pod: pod.name,
      },
      'deployments/shop/web',
    ],
    [
      'its namespace rather than the pod of an exporter',
      { ...shop, job: 'kube-state-metrics', pod: 'kube-state-metrics-0' },
      'namespaces/shop/shop',
    ],
    [
      'no job of Prometheus, and no instance that is no node',
      { ...shop, job: 'api', instance: '10.0.0.7:80' },
      'namespaces/shop/shop',
    ],
    [
      'nothing that has no valid name',
      { namespace: '../shop', pod: 'a/b', node: 'n 1' },
      'alerts/Odd',
    ],
  ])('is %s', (_, labels, about) => {
    expect(aboutOf(labels)).toBe(about)
  })

  test('is the node, though the pod of its exporter is named', () => {
    const exporter = { namespace: 'monitoring', pod: 'kube-state-metrics-0', node: 'n1' }
    expect(aboutOf({ alertname: 'KubeNodeNotReady', ...exporter })).toBe('nodes/n1')
    expect(
      aboutOf({ alertname: 'NodeClockSkewDetected', ...exporter, node: '', instance: 'n1' }),
    ).toBe('nodes/n1')
  })

  test('is what the operator’s own labels name', () => {
    const settings = { labels: { namespace: ['ns'], deployment: ['app'] } }
    expect(aboutOf({ ns: 'shop', app: 'web' }, { settings })).toBe('deployments/shop/web')
  })

  test('is what its labels say while nothing is known of the cluster', () => {
    expect(aboutOf({ ...shop, pod: pod.name }, { look: undefined })).toBe(`pods/shop/${pod.name}`)
  })
})

describe('what an alert means', () => {
  const causeOf = (alertname: string, more = {}) =>
    see({ alertname, namespace: 'shop', pod: pod.name, ...more }).finding.cause

  test('a well-known one is the trouble that a detector sees; any other its own', () => {
    expect(causeOf('KubePodCrashLooping')).toBe('crash-loop')
    expect(causeOf('KubeContainerWaiting')).toBe('stuck-creating')
    expect(causeOf('KubeContainerWaiting', { reason: 'ImagePullBackOff' })).toBe('image-pull')
    expect(causeOf('KubeDeploymentRolloutStuck', { deployment: 'web' })).toBe('progress-deadline')
    expect(causeOf('KubeNodeNotReady', { node: 'n1' })).toBe('node-not-ready')
    expect(causeOf('KubePersistentVolumeFillingUp')).toBe('volume-filling-up')
    expect(causeOf('Checkout too slow/constructor')).toBe('alert-Checkout-too-slow-constructor')
    expect(causeOf('constructor')).toBe('alert-constructor')
  })

  test('a well-known one is explained by what explains its object; any other is told in any case', () => {
    const known = see({ alertname: 'KubePodCrashLooping', namespace: 'shop', pod: pod.name })
    const own = see({ alertname: 'CheckoutSlow', namespace: 'shop', pod: pod.name })

    expect(known.finding.subject.uid).toBe(pod.uid)
    expect(known.finding.explains).toEqual([set.uid, web.uid])
    expect(own.finding.subject).toMatchObject({ name: pod.name, uid: 'alert/prod-eu/a1' })
    expect(own.finding.explains).toBeUndefined()
  })

  test('how bad it is, is what its label says, in the usual words or in the operator’s', () => {
    const severityOf = (severity?: string) =>
      see(
        { alertname: 'A', ...(severity !== undefined && { severity }) },
        { settings: { severities: { p1: 'critical', info: 'warning' } } },
      ).finding.severity

    expect(
      ['critical', 'page', 'Warning', 'none', 'p1', 'info', 'odd', undefined].map(severityOf),
    ).toEqual([
      'critical',
      'critical',
      'warning',
      'info',
      'critical',
      'warning',
      'warning',
      'warning',
    ])
  })

  test('routes see the labels of the object and of the alert', () => {
    const seen = see({ alertname: 'A', namespace: 'shop', pod: pod.name, tier: 'gold' })
    expect(seen.metadata.labels).toMatchObject({ team: 'shop', tier: 'gold', alertname: 'A' })
  })

  test('its words are one line each, of bearable length, and no link', () => {
    const { finding, report } = see(
      { alertname: 'A' },
      {
        annotations: {
          summary: `one\ntwo‮ ${'x'.repeat(9000)}`,
          description: 'more',
          runbook_url: 'javascript:alert(1)',
        },
      },
    )
    const lines = [...(report?.line ? [report.line] : []), ...finding.evidence].map(plain)

    expect(lines[0]).toMatch(/^Alertmanager: A since \S+: one two x+…$/)
    expect(lines[0]?.length).toBeLessThan(400)
    expect(lines.slice(1)).toEqual(['more'])

    const fine = see({ alertname: 'A' }, { annotations: { runbook_url: 'https://run.example/a' } })
    expect(fine.finding.evidence).toEqual([['Runbook: ', { code: 'https://run.example/a' }]])
  })
})
