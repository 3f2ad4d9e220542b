import type { Deployment } from '../../kinds/deployments.ts'
import type { Pod } from '../../kinds/pod-shape.ts'
import type { ReplicaSet } from '../../kinds/replica-sets.ts'
import { refOf } from '../../storage/kube-object.ts'
import type { Controller } from '../controller.ts'
import { isControlledBy, itself, ownerKey, refOfKey } from '../keys.ts'
import type { World } from '../world.ts'
import { findNew, inherited, newReplicaSet, REVISION, revisionOf } from './revisions.ts'
import { rollingStep, type Scaling } from './scaling.ts'
import { left, set, statusOf } from './status.ts'

const FROM = 'deployment-controller'

/** Rolls deployments out through ReplicaSets, and says how it goes in their status. */
export function createDeploymentController(world: World): Controller {
  const { deployments, replicaSets } = world.resources
  const setsOf = (deployment: Deployment) =>
    replicaSets.list(deployment.metadata.namespace).filter((one) => isControlledBy(one, deployment))
  return {
    name: FROM,
    concerns: (change) => [
      ...itself(change, 'apps/deployments'),
      ...ownerKey(change, 'Deployment'),
    ],
    reconcile(key) {
      const ref = refOfKey(key)
      const found = deployments.get(ref)
      if (!found || found.metadata.deletionTimestamp) return undefined
      const noted = notePause(world, found)
      if (!noted.spec.paused) ensureNew(world, noted, setsOf(noted))
      const deployment = deployments.get(ref) ?? noted
      scale(world, deployment, setsOf(deployment))
      const all = setsOf(deployment)
      const status = statusOf(deployment, { next: findNew(deployment, all), all }, world.pace)
      deployments.update(ref, (current) => ({ ...current, status }), { part: 'status' })
      cleanUp(world, deployment, all)
      const progressing = status.conditions?.find((one) => one.type === 'Progressing')
      const waits = /ReplicaSetUpdated|NewReplicaSetCreated|FoundNewReplicaSet|Resumed/
      return waits.test(progressing?.reason ?? '')
        ? Math.max(1000, left(deployment, world.pace))
        : undefined
    },
  }
}

function notePause(world: World, deployment: Deployment) {
  const { paused = false } = deployment.spec
  const reason = deployment.status.conditions?.find((one) => one.type === 'Progressing')?.reason
  if (paused === (reason === 'DeploymentPaused')) return deployment
  const [word, verb] = paused ? ['DeploymentPaused', 'paused'] : ['DeploymentResumed', 'resumed']
  return say(world, deployment, {
    status: 'Unknown',
    reason: word,
    message: `Deployment is ${verb}`,
  })
}

type News = { status: 'True' | 'Unknown'; reason: string; message: string }

function say(
  { resources: { deployments }, pace }: World,
  deployment: Deployment,
  news: News,
): Deployment {
  const conditions = set(deployment.status.conditions ?? [], pace, { type: 'Progressing', ...news })
  const change = (current: Deployment) => ({
    ...current,
    status: { ...current.status, conditions },
  })
  return deployments.update(refOf(deployment), change, { part: 'status' })
}

/** Makes the ReplicaSet of the present template the newest revision, creating it where there is none. */
function ensureNew(world: World, deployment: Deployment, sets: readonly ReplicaSet[]) {
  const { deployments, replicaSets } = world.resources
  const existing = findNew(deployment, sets)
  const newestOther = Math.max(0, ...sets.filter((one) => one !== existing).map(revisionOf))
  const revision = existing ? Math.max(revisionOf(existing), newestOther + 1) : newestOther + 1
  if (!existing) {
    const made = replicaSets.create(newReplicaSet(deployment, revision))
    const message = `Created new replica set "${made.metadata.name}"`
    say(world, deployment, { status: 'True', reason: 'NewReplicaSetCreated', message })
  } else if (revisionOf(existing) !== revision) {
    annotateSet(replicaSets, existing, { ...inherited(deployment), [REVISION]: String(revision) })
    const message = `Found new replica set "${existing.metadata.name}"`
    say(world, deployment, { status: 'True', reason: 'FoundNewReplicaSet', message })
  }
  deployments.update(refOf(deployment), ({ metadata, ...rest }) => ({
    ...rest,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [REVISION]: String(revision) },
    },
  }))
}

function annotateSet(
  replicaSets: World['resources']['replicaSets'],
  one: ReplicaSet,
  annotations: Record<string, string>,
) {
  replicaSets.update(refOf(one), ({ metadata, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
  }))
}

function scale(world: World, deployment: Deployment, sets: readonly ReplicaSet[]) {
  for (const step of stepsFor(world, deployment, sets)) apply(world, deployment, step)
}

function stepsFor(
  { resources: { pods } }: World,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
): readonly Scaling[] {
  const next = findNew(deployment, sets)
  const old = sets.filter((one) => one !== next && one.spec.replicas > 0)
  const { replicas, paused, strategy } = deployment.spec
  if (paused) return pausedStep(next ? [next, ...old] : old, replicas)
  if (!next) return []
  if (strategy.type === 'RollingUpdate') return rollingStep(deployment, next, old)
  if (old.length > 0) return old.map((one) => ({ set: one, replicas: 0 }))
  const previous = sets.filter((one) => one !== next)
  const stillThere = pods
    .list(deployment.metadata.namespace)
    .some((pod) => previous.some((one) => isControlledBy(pod, one)) && !isDone(pod))
  return stillThere || next.spec.replicas === replicas ? [] : [{ set: next, replicas }]
}

/** A paused deployment rolls nothing out, but what runs is still scaled. */
function pausedStep(sets: readonly ReplicaSet[], replicas: number): readonly Scaling[] {
  const active = sets.filter((one) => one.spec.replicas > 0)
  const one = active.length > 1 ? undefined : (active[0] ?? sets[0])
  return one && one.spec.replicas !== replicas ? [{ set: one, replicas }] : []
}

const isDone = (pod: Pod) => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed'

function apply({ resources, events }: World, deployment: Deployment, step: Scaling) {
  const before = step.set.spec.replicas
  if (before === step.replicas) return
  const change = ({ spec, ...rest }: ReplicaSet) => ({
    ...rest,
    spec: { ...spec, replicas: step.replicas },
  })
  resources.replicaSets.update(refOf(step.set), change)
  const way = step.replicas > before ? 'up' : 'down'
  const message = `Scaled ${way} replica set ${step.set.metadata.name} from ${before} to ${step.replicas}`
  events.record(deployment, { reason: 'ScalingReplicaSet', message, from: FROM })
}

/** Forgets revisions beyond the history limit, once a rollout is done. */
function cleanUp({ resources }: World, deployment: Deployment, sets: readonly ReplicaSet[]) {
  const next = findNew(deployment, sets)
  const idle = sets
    .filter((one) => one !== next && one.spec.replicas === 0 && one.status.replicas === 0)
    .toSorted((a, b) => revisionOf(a) - revisionOf(b))
  const excess = Math.max(0, idle.length - deployment.spec.revisionHistoryLimit)
  for (const one of idle.slice(0, excess)) resources.replicaSets.remove(refOf(one))
}
