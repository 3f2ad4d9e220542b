import { expect, test } from 'vitest'
import { newestMoment } from '../../../src/app/replay/newest-moment.ts'
import { rawPod } from '../../support/recorded-pods.ts'

test('a pod is as new as the newest that its containers and conditions tell', () => {
  const pod = rawPod('web', { at: '2026-03-02T10:00:00Z', crashed: true })

  expect(newestMoment(pod)).toEqual(new Date('2026-03-02T10:00:00Z'))
})

test.each([
  ['when it will be gone', { metadata: { deletionTimestamp: '2027-01-01T00:00:00Z' } }],
  ['what an operator wrote', { spec: { startTime: '2027-01-01T00:00:00Z' } }],
  ['an annotation', { metadata: { annotations: { restartedAt: '2027-01-01T00:00:00Z' } } }],
  ['what is no time', { status: { startTime: 'tomorrow' } }],
  ['what will be', { status: { notAfter: '2027-01-01T00:00:00Z' } }],
])('%s says nothing of now', (_, object) => {
  expect(newestMoment(object)).toBeUndefined()
})

test('who wrote it, and when, counts', () => {
  const managedFields = [{ manager: 'kubectl', time: '2026-03-02T11:00:00Z' }]

  expect(newestMoment({ metadata: { managedFields } })).toEqual(new Date('2026-03-02T11:00:00Z'))
})
