import { expect, test } from 'vitest'
import { ENDING_MODES } from '../../src/detectors/diagnosis/endings.ts'
import { IMAGE_MODES } from '../../src/detectors/diagnosis/images.ts'
import { JOB_MODES } from '../../src/detectors/diagnosis/jobs.ts'
import { MEMORY_MODES } from '../../src/detectors/diagnosis/memory.ts'
import { METRIC_MODES } from '../../src/detectors/diagnosis/metrics.ts'
import { diagnose, type Mode } from '../../src/detectors/diagnosis/mode.ts'
import { failureModes } from '../../src/detectors/diagnosis/modes.ts'
import { NODE_MODES } from '../../src/detectors/diagnosis/nodes.ts'
import { PLACEMENT_MODES } from '../../src/detectors/diagnosis/placements.ts'
import { REFUSAL_MODES } from '../../src/detectors/diagnosis/refusals.ts'
import { START_MODES } from '../../src/detectors/diagnosis/starts.ts'

type Case = readonly [mode: string, said: string]

const cases = (modes: readonly Mode<string>[], all: readonly Case[]) =>
  all.map(([mode, said]) => ({ mode, said, found: diagnose(modes, said).diagnosis?.mode }))

/** What Kubernetes, its runtimes and its registries say, one sentence for each mode. */
const SAID = [
  ...cases(IMAGE_MODES, [
    ['image-name-invalid', 'Failed to apply default image tag "Web:1": couldn\'t parse image name'],
    ['registry-rate-limit', 'toomanyrequests: You have reached your pull rate limit.'],
    ['image-not-allowed', 'failed to authorize: failed to fetch oauth token: 401 Unauthorized'],
    ['image-not-found', 'rpc error: code = NotFound desc = docker.io/library/web:9: not found'],
    ['image-not-on-node', 'ErrImageNeverPull: Container image "web:1" is not present'],
    ['image-platform', 'no match for platform in manifest'],
    ['registry-unreachable', 'dial tcp: lookup registry.example.com: no such host'],
  ]),
  ...cases(START_MODES, [
    ['config-key-missing', "couldn't find key url in ConfigMap shop/web"],
    ['config-object-missing', 'secret "web-keys" not found'],
    ['runs-as-root', 'container has runAsNonRoot and image will run as root'],
    ['command-not-found', 'exec: "serve": executable file not found in $PATH: unknown'],
    ['mount-failed', 'error mounting "/data" to rootfs: not a directory'],
  ]),
  ...cases(PLACEMENT_MODES, [
    ['no-nodes', 'no nodes available to schedule pods'],
    [
      'volume-not-bound',
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
    ],
    ['not-enough-room', '0/3 nodes are available: 3 Insufficient cpu.'],
    ['not-enough-devices', '0/3 nodes are available: 3 Insufficient nvidia.com/gpu.'],
    ['volume-elsewhere', '0/3 nodes are available: 3 node(s) had volume node affinity conflict.'],
    [
      'taints-not-tolerated',
      '0/3 nodes are available: 3 node(s) had untolerated taint {gpu: yes}.',
    ],
    [
      'no-node-matches',
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
    ],
    ['kept-apart', "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules."],
    ['all-nodes-cordoned', '0/3 nodes are available: 3 node(s) were unschedulable.'],
  ]),
  ...cases(REFUSAL_MODES, [
    ['quota-exceeded', 'pods "web-1" is forbidden: exceeded quota: compute, requested: cpu=1'],
    ['quota-wants-limits', 'failed quota: compute: must specify limits.cpu for: app'],
    ['beyond-limit-range', 'maximum cpu usage per Container is 1, but limit is 2'],
    [
      'service-account-missing',
      'error looking up service account shop/web: serviceaccount "web" not found',
    ],
    ['pod-security', 'pods "web-1" is forbidden: violates PodSecurity "restricted:latest"'],
    [
      'admission-refused',
      'admission webhook "policy.example.com" denied the request: no latest tag',
    ],
  ]),
  ...cases(JOB_MODES, [
    ['job-too-slow', 'DeadlineExceeded: Job was active longer than specified deadline'],
    ['job-gave-up', 'BackoffLimitExceeded: Job has reached the specified backoff limit'],
    [
      'job-stopped-by-policy',
      'PodFailurePolicy: Container app for pod shop/a failed with exit code 3',
    ],
  ]),
  ...cases(NODE_MODES, [
    ['kubelet-silent', 'NodeStatusUnknown: Kubelet stopped posting node status.'],
    ['node-network-missing', 'KubeletNotReady: NetworkReady=false reason:NetworkPluginNotReady'],
    ['node-runtime-down', 'KubeletNotReady: PLEG is not healthy: pleg was last seen active 3m ago'],
  ]),
  ...cases(METRIC_MODES, [
    [
      'requests-missing',
      'FailedGetResourceMetric: missing request for cpu in container app of Pod web',
    ],
    [
      'no-metrics-server',
      'FailedGetResourceMetric: the server could not find the requested resource',
    ],
    ['scale-target-missing', 'FailedGetScale: deployments.apps "web" not found'],
  ]),
]

test.each(SAID)('“$said” is $mode', ({ mode, found }) => {
  expect(found).toBe(mode)
})

const ENDED = [
  [0, 'exits-cleanly'],
  [1, 'application-error'],
  [126, 'not-executable'],
  [127, 'command-not-found'],
  [134, 'crashed-in-native-code'],
  [137, 'killed-hard'],
  [139, 'crashed-in-native-code'],
  [143, 'asked-to-stop'],
] as const

test.each(ENDED)('an end with exit code %i is %s', (exitCode, mode) => {
  expect(diagnose(ENDING_MODES, { exitCode }).diagnosis?.mode).toBe(mode)
})

const MEMORY = [
  ['256Mi', 'memory-limit-reached'],
  [undefined, 'node-out-of-memory'],
] as const

test.each(MEMORY)('out of memory with limit %s is %s', (limit, mode) => {
  expect(diagnose(MEMORY_MODES, { limit, isDeclared: true }).diagnosis?.mode).toBe(mode)
})

test('every failure mode is among these', () => {
  const told = new Set<string>([
    ...SAID.map(({ mode }) => mode),
    ...ENDED.map(([, mode]) => mode),
    ...MEMORY.map(([, mode]) => mode),
  ])

  expect(failureModes.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([])
})

test('what fits no mode is left without one', () => {
  const all = [IMAGE_MODES, START_MODES, PLACEMENT_MODES, REFUSAL_MODES, JOB_MODES, NODE_MODES]

  expect(all.map((modes) => diagnose(modes, 'it is Tuesday'))).toEqual(all.map(() => ({})))
})
