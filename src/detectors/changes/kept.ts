import type { Keeping } from '../../core/watched.ts'

const PER_CONTAINER = ['name', 'image', 'env.name', 'env.valueFrom', 'envFrom', 'resources']
const containersIn = (template: string, fields: readonly string[]) =>
  ['containers', 'initContainers'].flatMap((list) =>
    fields.map((field) => `${template}.spec.${list}.${field}`),
  )

const keep = (names: Pick<Keeping, 'group' | 'resource'>, template: string, own: string[]) => ({
  ...names,
  paths: [...own, ...containersIn(template, PER_CONTAINER)],
  // Secrets are put there too often: what a variable holds is nothing to keep, that it changed is.
  hashed: containersIn(template, ['env.value']),
  managers: true,
})

/** What is kept of workloads to see what changes. */
export const CHANGING = {
  deployments: keep({ group: 'apps', resource: 'deployments' }, 'spec.template', ['spec.replicas']),
  statefulSets: keep({ group: 'apps', resource: 'statefulsets' }, 'spec.template', [
    'spec.replicas',
  ]),
  daemonSets: keep({ group: 'apps', resource: 'daemonsets' }, 'spec.template', []),
  cronJobs: keep({ group: 'batch', resource: 'cronjobs' }, 'spec.jobTemplate.spec.template', [
    'spec.schedule',
    'spec.timeZone',
    'spec.suspend',
  ]),
}
