import type { Role } from './roles.ts'

/** What a well-known alert is about, in the words of the detectors: what they see too is one incident. */
type Known = { readonly cause: string; readonly at: Role }

// Names of https://github.com/kubernetes-monitoring/kubernetes-mixin, as kube-prometheus installs them.
const KNOWN: Readonly<Record<string, Known>> = {
  KubePodCrashLooping: { cause: 'crash-loop', at: 'pod' },
  KubePodNotReady: { cause: 'pod-not-ready', at: 'pod' },
  KubeContainerWaiting: { cause: 'stuck-creating', at: 'pod' },
  KubeDeploymentRolloutStuck: { cause: 'progress-deadline', at: 'deployment' },
  KubeDeploymentReplicasMismatch: { cause: 'deployment-unavailable', at: 'deployment' },
  KubeStatefulSetReplicasMismatch: { cause: 'stateful-set-unavailable', at: 'statefulset' },
  KubeDaemonSetRolloutStuck: { cause: 'daemon-set-unavailable', at: 'daemonset' },
  KubeDaemonSetNotScheduled: { cause: 'daemon-set-unavailable', at: 'daemonset' },
  KubeJobFailed: { cause: 'job-failed', at: 'job' },
  KubeNodeNotReady: { cause: 'node-not-ready', at: 'node' },
  KubeNodeUnreachable: { cause: 'node-not-ready', at: 'node' },
  KubeNodePressure: { cause: 'node-pressure', at: 'node' },
  KubeHpaMaxedOut: { cause: 'autoscaler-maxed', at: 'horizontalpodautoscaler' },
  KubeQuotaAlmostFull: { cause: 'quota-nearly-used', at: 'resourcequota' },
  KubeQuotaFullyUsed: { cause: 'quota-nearly-used', at: 'resourcequota' },
  KubeQuotaExceeded: { cause: 'quota-nearly-used', at: 'resourcequota' },
  KubePersistentVolumeErrors: { cause: 'volume-failed', at: 'persistentvolume' },
  KubePersistentVolumeFillingUp: { cause: 'volume-filling-up', at: 'persistentvolumeclaim' },
  KubePersistentVolumeInodesFillingUp: { cause: 'volume-filling-up', at: 'persistentvolumeclaim' },
}

/** Why a container waits, where the alert says it. */
const WAITING: Readonly<Record<string, string>> = {
  CrashLoopBackOff: 'crash-loop',
  ImagePullBackOff: 'image-pull',
  ErrImagePull: 'image-pull',
  InvalidImageName: 'image-pull',
  CreateContainerConfigError: 'container-config',
}

/** Undefined for one that is nobody's but the operator's own. */
export function knownAlert(labels: Readonly<Record<string, string>>): Known | undefined {
  const name = labels['alertname'] ?? ''
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined
  const reason = labels['reason'] ?? ''
  if (name !== 'KubeContainerWaiting' || !known || !Object.hasOwn(WAITING, reason)) return known
  return { ...known, cause: WAITING[reason] ?? known.cause }
}

/** What an alert of that name is about first of all: those of a node come with the pod of its exporter. */
export const mostlyAbout = (name: string): Role | undefined =>
  /^(?:Kube)?(?:Node|Host)[A-Z]/.test(name) ? 'node' : undefined
