import type { CronJob, Job } from '../kinds/jobs.ts'
import { jobStatus } from '../kinds/jobs.ts'
import { cpuMeasured, cpuTarget } from '../kinds/autoscalers.ts'
import {
  conditionOf,
  isReady,
  type Condition,
  type Pod,
  type PodTemplate,
} from '../kinds/pod-shape.ts'
import type { Resources } from '../kinds/resources.ts'
import { workloadOf } from '../kubelet/behaviour.ts'
import type { PodCard, Tone, WorkloadCard, WorkloadKind } from '../page-model.ts'
import { podStatus, readyContainers, restartsOf } from '../printing/pod-words.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import { selects } from '../storage/selector.ts'
import { managerOf } from './managed-by.ts'

/** Every workload with its pods. Jobs that a CronJob made stand under it. */
export function workloadCards(resources: Resources, now: Date): WorkloadCard[] {
  const pods = resources.pods.list()
  const card = carder(resources, pods, now)
  return [
    ...resources.deployments.list().map((one) =>
      card('Deployment', one, {
        ...one.spec,
        desired: one.spec.replicas,
        updated: one.status.updatedReplicas ?? 0,
        progress: conditionOf(one, 'Progressing'),
      }),
    ),
    ...resources.statefulSets.list().map((one) =>
      card('StatefulSet', one, {
        ...one.spec,
        desired: one.spec.replicas,
        updated: one.status.updatedReplicas ?? 0,
      }),
    ),
    ...resources.daemonSets.list().map((one) =>
      card('DaemonSet', one, {
        ...one.spec,
        desired: one.status.desiredNumberScheduled,
        updated: one.status.updatedNumberScheduled ?? 0,
      }),
    ),
    ...resources.jobs.list().map((one) => jobCard(card, one)),
    ...resources.cronJobs.list().map((one) => cronCard(card, one)),
  ]
}

type Facts = {
  readonly desired: number
  readonly updated: number
  readonly template: PodTemplate
  readonly paused?: boolean | undefined
  readonly progress?: Condition | undefined
}
type Card = (kind: WorkloadKind, object: KubeObject, facts: Facts) => WorkloadCard

function carder(resources: Resources, pods: readonly Pod[], now: Date): Card {
  const byWorkload = Map.groupBy(pods, (pod) => workloadOf(pod, resources))
  return (kind, object, facts) => {
    const { name, namespace = '', uid, annotations } = object.metadata
    const mine = byWorkload.get(`${kind}/${namespace}/${name}`) ?? []
    const cards = mine.map((pod) => podCard(pod, now))
    const ready = mine.filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp).length
    const revision = annotations?.['deployment.kubernetes.io/revision']
    const managedBy = managerOf(object)
    return {
      uid,
      kind,
      namespace,
      name,
      ...judge({ ...facts, ready, pods: cards }),
      desired: facts.desired,
      ready,
      updated: facts.updated,
      image: facts.template.spec.containers[0]?.image ?? '',
      ...(kind === 'Deployment' && revision && { revision }),
      ...(managedBy && { managedBy }),
      ...guards(resources, { kind, metadata: object.metadata, template: facts.template }),
      pods: cards,
    }
  }
}

type Guarded = Pick<KubeObject, 'metadata'> & {
  readonly kind: string
  readonly template: PodTemplate
}

function guards(resources: Resources, { kind, metadata, template }: Guarded) {
  const hpa = resources.autoscalers
    .list(metadata.namespace)
    .find(({ spec: { scaleTargetRef: ref } }) => ref.kind === kind && ref.name === metadata.name)
  const pdb = resources.disruptionBudgets
    .list(metadata.namespace)
    .find(({ spec }) => selects(spec.selector, template.metadata.labels))
  const cpu = hpa && cpuMeasured(hpa)
  return {
    ...(hpa && {
      hpa: {
        min: hpa.spec.minReplicas,
        max: hpa.spec.maxReplicas,
        targetCpu: cpuTarget(hpa),
        ...(cpu !== undefined && { cpu }),
      },
    }),
    ...(pdb && { pdb: { disruptionsAllowed: pdb.status.disruptionsAllowed } }),
  }
}

type Judged = Facts & { readonly ready: number; readonly pods: readonly PodCard[] }

function judge({ desired, updated, ready, paused, progress, pods }: Judged): {
  tone: Tone
  note: string
} {
  const bad = pods.find((pod) => pod.tone === 'bad')
  const ails = bad && (bad.status === 'Running' ? 'not ready' : bad.status)
  if (progress?.reason === 'ProgressDeadlineExceeded')
    return { tone: 'bad', note: ['deadline exceeded', ails].filter(Boolean).join(', ') }
  if (ails !== undefined) return { tone: 'bad', note: ails }
  if (paused) return { tone: 'busy', note: 'paused' }
  if (desired === 0 && pods.length === 0) return { tone: 'idle', note: 'scaled to zero' }
  const isRolling = ready < desired || updated < desired || pods.length > desired
  return isRolling ? { tone: 'busy', note: 'rolling out' } : { tone: 'good', note: '' }
}

export function podCard(pod: Pod, now: Date): PodCard {
  const status = podStatus(pod)
  const young = now.getTime() - Date.parse(pod.metadata.creationTimestamp) < 20_000
  return {
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? '',
    tone: podTone(pod, status, young),
    status,
    ready: readyContainers(pod),
    restarts: restartsOf(pod),
    node: pod.spec.nodeName ?? '',
    createdAt: pod.metadata.creationTimestamp,
  }
}

function podTone(pod: Pod, status: string, young: boolean): Tone {
  if (status === 'Completed' || status === 'Succeeded') return 'idle'
  if (
    /^(CrashLoopBackOff|OOMKilled|ErrImagePull|ImagePullBackOff|Error|Unknown|Failed)$/.test(status)
  )
    return 'bad'
  if (status === 'Running' && isReady(pod)) return 'good'
  return young || pod.metadata.deletionTimestamp ? 'busy' : 'bad'
}

function jobCard(card: Card, job: Job): WorkloadCard {
  const made = card('Job', job, {
    template: job.spec.template,
    desired: job.spec.completions,
    updated: job.status.succeeded ?? 0,
  })
  const status = jobStatus(job)
  const tone = { Complete: 'idle', Failed: 'bad', Suspended: 'idle', Running: 'busy' } as const
  const known = status === 'Complete' || status === 'Failed' || status === 'Suspended'
  return { ...made, note: status.toLowerCase(), tone: tone[known ? status : 'Running'] }
}

function cronCard(card: Card, { spec, ...job }: CronJob): WorkloadCard {
  const { template } = spec.jobTemplate.spec
  const made = card('CronJob', { ...job, spec }, { template, desired: 0, updated: 0 })
  return { ...made, tone: 'idle', note: spec.suspend ? 'suspended' : spec.schedule }
}
