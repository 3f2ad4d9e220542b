import { UsageError } from '../../src/core/errors.ts'
import { code, text } from '../../src/core/text.ts'

/**
 * Written by the kubelet, by controllers and by the API server, which put them back or are led astray by them.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
const OWNED: Readonly<Record<string, string>> = {
  'kubernetes.io/hostname': 'the kubelet',
  'kubernetes.io/os': 'the kubelet',
  'kubernetes.io/arch': 'the kubelet',
  'node.kubernetes.io/instance-type': 'the cloud’s controller',
  'topology.kubernetes.io/region': 'the cloud’s controller',
  'topology.kubernetes.io/zone': 'the cloud’s controller',
  'kubernetes.io/metadata.name': 'the API server',
  'kubernetes.io/service-name': 'the controller of EndpointSlices',
  'pod-template-hash': 'the controller of deployments',
  'controller-revision-hash': 'the controller of its workload',
  'pod-template-generation': 'the controller of daemonsets',
  'statefulset.kubernetes.io/pod-name': 'the controller of statefulsets',
  'apps.kubernetes.io/pod-index': 'the controller of statefulsets',
  'controller-uid': 'the controller of jobs',
  'job-name': 'the controller of jobs',
}
const OWNED_PREFIXES: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/': 'the kubelet',
  'failure-domain.beta.kubernetes.io/': 'the cloud’s controller',
  'batch.kubernetes.io/': 'the controller of jobs',
  'endpointslice.kubernetes.io/': 'the controller of EndpointSlices',
}

/** Throws UsageError for a label that a part of Kubernetes writes, and says which part. */
export function refuseReserved(key: string): void {
  const prefix = Object.keys(OWNED_PREFIXES).find((owned) => key.startsWith(owned))
  const owner = OWNED[key] ?? OWNED_PREFIXES[prefix ?? '']
  if (owner === undefined) return
  throw new UsageError(
    'reserved-label',
    text`${code(key)} is written by ${owner}; nobody else should.`,
    { hint: text`Choose a label of your own, such as ${code('example.com/tier')}.` },
  )
}
