import type {
  BreakAction,
  ClusterPage,
  PodCard,
  RequestLine,
  Tone,
  WorkloadCard,
} from '../../../playground/cluster/page-model.ts'
import type { PlayedCluster } from '../../../playground/host/playing-field.ts'

type Played = PlayedCluster & {
  readonly broken: readonly BreakAction[]
  ask(line: RequestLine): void
}

/** A cluster for tests of the page: plain cards that turn bad when broken, and nothing behind them. */
export function fakePageCluster(name = 'prod-eu'): Played {
  const broken: BreakAction[] = []
  const lines: RequestLine[] = []
  const listeners = new Set<() => void>()
  const readers = new Set<(line: RequestLine) => void>()
  return {
    name,
    broken,
    snapshot: () => page(name, broken),
    break(action) {
      if ('name' in action && action.name !== 'web') {
        throw new Error(`There is no ${action.name} in ${action.namespace}.`)
      }
      broken.push(action)
      for (const tell of listeners) tell()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    requests: () => lines,
    onRequest(listener) {
      readers.add(listener)
      return () => readers.delete(listener)
    },
    ask(line) {
      lines.push(line)
      for (const tell of readers) tell(line)
    },
  }
}

const AT = '2026-11-21T10:00:00Z'

function page(name: string, broken: readonly BreakAction[]): ClusterPage {
  const last = broken.findLast((action) => 'name' in action)
  const isBad = last !== undefined && last.action !== 'recover'
  const web = workload('web', isBad ? 'bad' : 'good')
  return {
    name,
    version: 'v1.31.4',
    at: AT,
    namespaces: ['shop'],
    nodes: ['node-1', 'node-2', 'node-3'].map((node) => ({
      name: node,
      tone: 'good',
      status: 'Ready',
      pods: 4,
      cpu: { requested: '1.2', allocatable: '4' },
      memory: { requested: '2Gi', allocatable: '8Gi' },
    })),
    workloads: [isBad ? { ...web, note: last.action } : web, workload('web-admin', 'good')],
    events: isBad ? [event('BackOff')] : [],
  }
}

function workload(name: string, tone: Tone): WorkloadCard {
  return {
    uid: `uid-${name}`,
    kind: 'Deployment',
    namespace: 'shop',
    name,
    tone,
    note: '',
    desired: 3,
    ready: tone === 'bad' ? 1 : 3,
    updated: 3,
    image: `registry.example/shop/${name}:1.4.2`,
    revision: '41',
    hpa: { min: 2, max: 8, cpu: 41, targetCpu: 80 },
    pods: ['x2x4k', 'q8rtz', 'z41lm'].map((id) => podCard(`${name}-7d9c8b6f5-${id}`, tone)),
  }
}

const podCard = (name: string, tone: Tone): PodCard => ({
  name,
  namespace: 'shop',
  tone,
  status: tone === 'bad' ? 'CrashLoopBackOff' : 'Running',
  ready: tone === 'bad' ? '0/1' : '1/1',
  restarts: tone === 'bad' ? 5 : 0,
  node: 'node-1',
  createdAt: AT,
})

const event = (reason: string) =>
  ({
    at: AT,
    type: 'Warning',
    namespace: 'shop',
    object: 'pod/web-7d9c8b6f5-x2x4k',
    reason,
    message: 'Back-off restarting failed container app',
    count: 4,
  }) as const
