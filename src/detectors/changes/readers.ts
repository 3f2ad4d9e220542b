import type { ChangeReader, SeenField } from '../../core/incidents/seen-change.ts'
import type { Keeping, Look, Watched } from '../../core/watched.ts'
import { subjectOf } from '../../core/about/subject.ts'
import { fieldsOf, specOf } from '../reading/fields.ts'
import { AUTOSCALERS } from '../reading/kept.ts'
import { CHANGING } from './kept.ts'
import { fieldChange } from './field-change.ts'
import { isAutoscaled } from './autoscaled.ts'
import { podTemplateChanges } from './pod-template-changes.ts'
import { isByController, writersBetween } from './writers.ts'

/** More would be a whole new manifest. */
const MOST = 30

type Diff = (before: Watched, after: Watched) => readonly SeenField[]

const template: Diff = (before, after) =>
  podTemplateChanges(specOf(before)['template'], specOf(after)['template'])

const replicas: Diff = (before, after) =>
  fieldChange('replicas', { field: 'replicas', before: specOf(before), after: specOf(after) })

const schedule: Diff = (before, after) =>
  ['schedule', 'timeZone', 'suspend'].flatMap((field) =>
    fieldChange('schedule', { field, before: specOf(before), after: specOf(after) }),
  )

const jobTemplate: Diff = (before, after) => podTemplateChanges(jobPodOf(before), jobPodOf(after))

const jobPodOf = (cronJob: Watched) =>
  fieldsOf(fieldsOf(specOf(cronJob)['jobTemplate'])['spec'])['template']

/** Everything whose changes are worth knowing, and how they are read. */
export const changeReaders: readonly ChangeReader[] = [
  reader(CHANGING.deployments, [template, replicas]),
  reader(CHANGING.statefulSets, [template, replicas]),
  reader(CHANGING.daemonSets, [template]),
  reader(CHANGING.cronJobs, [jobTemplate, schedule]),
]

function reader(keeping: Keeping, diffs: readonly Diff[]): ChangeReader {
  return {
    resource: `${keeping.resource}.${keeping.group}`,
    keeps: [keeping, AUTOSCALERS],
    read(before, after, look) {
      const found = diffs.flatMap((diff) => diff(before, after)).slice(0, MOST)
      if (found.length === 0) return undefined
      const by = writersBetween(before, after)
      return {
        about: subjectOf(after),
        changes: isByController(by) ? named(found, after, look) : found,
        ...(by !== undefined && { by }),
      }
    },
  }
}

/** Replicas that the autoscaler set are its daily business. */
const named = (found: readonly SeenField[], object: Watched, look: Look): readonly SeenField[] =>
  found.some(({ what }) => what === 'replicas') && isAutoscaled(object, look)
    ? found.map((one) => (one.what === 'replicas' ? { ...one, what: 'autoscaling' } : one))
    : found
