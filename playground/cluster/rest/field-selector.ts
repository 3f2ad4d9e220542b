import { dig } from '../json/value.ts'
import type { KindDefinition } from '../kinds/define-kind.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import { refuse } from './refusals.ts'

/** Fields that can be selected by, beside metadata.name and metadata.namespace. */
const SELECTABLE: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'source',
    'type',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  jobs: ['status.successful'],
  replicasets: ['status.replicas'],
}

/** Parses the query parameter `fieldSelector`; refuses unknown fields with 400. */
export function parseFieldSelector(
  words: string,
  { resource }: KindDefinition,
): (object: KubeObject) => boolean {
  const known = ['metadata.name', 'metadata.namespace', ...(SELECTABLE[resource] ?? [])]
  const requirements = words
    .split(',')
    .filter((word) => word !== '')
    .map((word) => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(word)
      if (!match) throw refuse.badRequest(`invalid selector: '${word}'; can't understand '${word}'`)
      const [, field = '', operator, value = ''] = match
      if (!known.includes(field)) throw refuse.badRequest(`field label not supported: ${field}`)
      return { path: field.split('.'), equal: operator !== '!=', value }
    })
  return (object) =>
    requirements.every(({ path, equal, value }) => {
      const found = dig(object, ...path)
      const text = textOf(found)
      return (text === value) === equal
    })
}

function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
