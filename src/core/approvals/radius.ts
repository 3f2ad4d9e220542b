import { z } from 'zod'
import type { ClusterReader } from '../cluster.ts'
import { DeckwatchError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { autoscalerOf } from '../kinds/autoscaler.ts'
import { LabelSelector, selects, selectorText } from '../kinds/label-selector.ts'
import { Workload } from '../kinds/workload.ts'
import type { Target } from '../plan.ts'
import { KubeObject } from '../resource.ts'
import { code, join, text, type Text, user } from '../text.ts'
import { oneLine } from '../words/one-line.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { lastHour } from './last-hour.ts'

type Field = { readonly name: string; readonly value: Text }
type Asked = Pick<HeldPlan, 'plan' | 'place' | 'environment'>
type Look = { readonly at: Date; readonly reader: ClusterReader }

/**
 * What else a change touches: pods, autoscaler, disruption budgets, Services, whose it is, what else ran there. Read
 * as the requester, for the first object; what cannot be seen is said to be so, and never stands in the way.
 */
export async function radiusOf(
  asked: Asked,
  { at, reader }: Look,
  parts: Pick<ApprovalParts, 'audit' | 'judge'>,
): Promise<readonly Field[]> {
  const target = asked.plan.effects[0]?.target
  if (!target) return []
  const hidden = text`not visible to ${user(asked.plan.requester.userId)}`
  const workload = await read(reader.get(target, Workload))
  const fields = await Promise.all([
    field('pods', hidden, podsText(target, workload, reader)),
    field('HPA', hidden, autoscalerText(target, reader)),
    field('PDB', hidden, budgetsText(target, workload, reader)),
    field('services', hidden, servicesText(target, workload, reader)),
    field('owner', hidden, Promise.resolve(ownerText(target))),
    field('last hour', text`not known now`, lastHour(asked, at, parts)),
  ])
  return fields.flat()
}

/** Nothing to say is no line; not being able to say is one. */
async function field(
  name: string,
  hidden: Text,
  reading: Promise<Text | undefined>,
): Promise<readonly Field[]> {
  const value = await reading.catch((error: unknown) => {
    if (error instanceof DeckwatchError) return hidden
    throw error
  })
  return value && value.length > 0 ? [{ name, value }] : []
}

const Pod = KubeObject.extend({
  status: z.looseObject({ phase: z.string().nullish() }).nullish(),
})

const MOST_PODS = 500

async function podsText(
  { kind, namespace, name }: Target,
  workload: Workload | undefined,
  reader: ClusterReader,
): Promise<Text | undefined> {
  const selector = selectorText(workload?.spec?.selector)
  const isNode = kind.kind === 'Node'
  if (!isNode && (selector === undefined || namespace === undefined)) return undefined
  const pods = await reader.kind('pods')
  const which = isNode
    ? { fieldSelector: `spec.nodeName=${name}` }
    : {
        ...(namespace !== undefined && { namespace }),
        ...(selector && { labelSelector: selector }),
      }
  const { items, more } = await reader.list({ kind: pods, ...which, limit: MOST_PODS }, Pod)
  const running = items.filter(({ status }) => status?.phase === 'Running').length
  return text`${items.length}${more ? ' or more' : ''}, ${running} running`
}

async function autoscalerText(target: Target, reader: ClusterReader): Promise<Text | undefined> {
  if (!target.kind.subresources.includes('scale')) return undefined
  const found = await autoscalerOf(target, reader)
  if (found === undefined) return undefined
  if (found === 'unknown') return text`not visible`
  const { minReplicas, maxReplicas } = found.spec
  return text`${code(found.metadata.name)}, ${minReplicas ?? 1} to ${maxReplicas} replicas`
}

const Budget = KubeObject.extend({
  spec: z.looseObject({ selector: LabelSelector.nullish() }),
  status: z.looseObject({ disruptionsAllowed: z.number().nullish() }).nullish(),
})

async function budgetsText(
  { namespace }: Target,
  workload: Workload | undefined,
  reader: ClusterReader,
): Promise<Text | undefined> {
  const labels = workload?.spec?.template?.metadata?.labels
  if (!labels || namespace === undefined) return undefined
  const kind = await reader.kind('poddisruptionbudgets.policy')
  const { items } = await reader.list({ kind, namespace }, Budget)
  const said = items
    .filter(({ spec }) => selects(spec.selector, labels))
    .map(({ metadata, status }) => {
      const allowed = status?.disruptionsAllowed
      return allowed == null
        ? text`${code(metadata.name)}`
        : text`${code(metadata.name)} allows ${allowed}`
    })
  return join(said, ', ')
}

const Service = KubeObject.extend({
  spec: z.looseObject({ selector: z.record(z.string(), z.string()).nullish() }).nullish(),
})

async function servicesText(
  { namespace }: Target,
  workload: Workload | undefined,
  reader: ClusterReader,
): Promise<Text | undefined> {
  const labels = workload?.spec?.template?.metadata?.labels
  if (!labels || namespace === undefined) return undefined
  const kind = await reader.kind('services')
  const { items } = await reader.list({ kind, namespace }, Service)
  const named = items.filter(({ spec }) => {
    const wanted = Object.entries(spec?.selector ?? {})
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
  })
  return join(
    named.slice(0, 5).map(({ metadata }) => text`${code(metadata.name)}`),
    ', ',
  )
}

/** By the labels and annotations that people write it in. */
function ownerText({ labels, annotations = {} }: Target): Text | undefined {
  const marks = Object.entries({ ...labels, ...annotations }).filter(([key]) =>
    ['owner', 'team'].includes(key.split('/').at(-1) ?? key),
  )
  if (marks.length === 0) return undefined
  return join(
    marks.slice(0, 3).map(([key, value]) => text`${oneLine(value).slice(0, 80)} (${code(key)})`),
    ', ',
  )
}

async function read<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof DeckwatchError) return undefined
    throw error
  })
}
