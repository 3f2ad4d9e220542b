import { expect, test } from 'vitest'
import type { FieldManager, Watched } from '../../../src/core/watched.ts'
import { changeReaders } from '../../../src/detectors/changes/readers.ts'
import { ago, lookAt, watched } from '../../support/watched-objects.ts'

type Container = Readonly<Record<string, unknown>>

const app: Container = {
  name: 'app',
  image: 'web:1.4',
  env: [{ name: 'DB_URL', value: 'hash-1' }],
  resources: { limits: { memory: '256Mi' } },
}
const wrote = (manager: string, seconds: number, more: Partial<FieldManager> = {}) => ({
  manager,
  operation: 'Update',
  at: ago(seconds),
  ...more,
})
const web = (container: Container = app, more: Partial<Watched> & { replicas?: number } = {}) =>
  watched('deployments.apps/web', {
    spec: { replicas: more.replicas ?? 3, template: { spec: { containers: [container] } } },
    ...more,
  })
const nightly = (spec: object, container: Container = app) =>
  watched('cronjobs.batch/nightly', {
    spec: {
      schedule: '0 3 * * *',
      ...spec,
      jobTemplate: { spec: { template: { spec: { containers: [container] } } } },
    },
  })
const read = (before: Watched, after: Watched, ...others: readonly Watched[]) =>
  changeReaders
    .find(({ resource }) => resource === `${after.resource}.${after.group}`)
    ?.read(before, after, lookAt(after, ...others))
const changes = (...objects: Parameters<typeof read>) => read(...objects)?.changes

test('an image, replicas and limits that were changed are told field by field', () => {
  const after = web(
    { ...app, image: 'web:1.5', resources: { limits: { memory: '512Mi' } } },
    { replicas: 5 },
  )

  expect(read(web(), after)?.about).toMatchObject({ kind: 'Deployment', name: 'web' })
  expect(changes(web(), after)).toEqual([
    { what: 'image', field: 'app image', before: 'web:1.4', after: 'web:1.5' },
    { what: 'limits', field: 'app resources limits memory', before: '256Mi', after: '512Mi' },
    { what: 'replicas', field: 'replicas', before: 3, after: 5 },
  ])
})

test('what an environment variable holds is never told, only that it changed', () => {
  const env = [
    { name: 'DB_URL', value: 'hash-2' },
    { name: 'A B', value: 'hash-3' },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } },
  ]
  const found = changes(web(), web({ ...app, env }))

  expect(found?.map(({ field, after }) => [field, after])).toEqual([
    ['app env DB_URL value', '(hidden, changed)'],
    ['app env A B name', 'A B'],
    ['app env A B value', '(hidden)'],
    ['app env KEY name', 'KEY'],
    ['app env KEY valueFrom secretKeyRef name', 'keys'],
    ['app env KEY valueFrom secretKeyRef key', 'api'],
  ])
})

test('a CronJob is told with its schedule', () => {
  expect(changes(nightly({}), nightly({ suspend: true }, { ...app, image: 'web:1.5' }))).toEqual([
    { what: 'image', field: 'app image', before: 'web:1.4', after: 'web:1.5' },
    { what: 'schedule', field: 'suspend', before: null, after: true },
  ])
})

test('nothing is told of what did not change, or has no shape', () => {
  expect(read(web(), web())).toBeUndefined()
  expect(read(web(), watched('deployments.apps/web', { spec: 7 }))?.changes).toEqual([
    { what: 'replicas', field: 'replicas', before: 3, after: null },
  ])
})

test('replicas that the autoscaler set are told apart from those that somebody set', () => {
  const autoscaler = watched('horizontalpodautoscalers.autoscaling/web', {
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
  })
  const scaled = (manager: string) =>
    web(app, { replicas: 5, managers: [wrote(manager, 1, { subresource: 'scale' })] })
  const what = (after: Watched, ...others: readonly Watched[]) =>
    changes(web(), after, ...others)?.map((one) => one.what)

  expect(what(scaled('kube-controller-manager'), autoscaler)).toEqual(['autoscaling'])
  expect(what(scaled('kubectl-scale'), autoscaler)).toEqual(['replicas'])
  expect(what(scaled('kube-controller-manager'))).toEqual(['replicas'])
})

test('who wrote it is told as far as the API server keeps it', () => {
  const old = [wrote('helm', 900), wrote('kube-controller-manager', 90, { subresource: 'status' })]
  const next = (...managers: readonly FieldManager[]) =>
    web({ ...app, image: 'web:1.5' }, { managers })
  const by = (after: Watched) => read(web(app, { managers: old }), after)?.by

  expect(by(next(...old, wrote('kubectl-edit', 2)))).toBe('kubectl-edit')
  expect(by(next(wrote('helm', 2), wrote('argocd', 1)))).toBe('helm and argocd')
  expect(by(next(wrote('helm', 2), wrote('kube-controller-manager', 1)))).toBe('helm')
  expect(by(next(...old))).toBe('helm')
  expect(by(next())).toBeUndefined()
})

test('no value of an environment variable is kept in memory', () => {
  const open = changeReaders.flatMap(({ keeps }) => keeps.flatMap(({ paths }) => paths))

  expect(open.filter((path) => /\benv(?:\.value)?$|\bargs\b|\bcommand\b/.test(path))).toEqual([])
})
