import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Watched } from '../../src/core/watched.ts'
import { detectors } from '../../src/detectors/index.ts'
import { lookAt, NOW, watched } from '../support/watched-objects.ts'

const KEYS = [
  ...new Set(
    detectors.flatMap(({ keeps }) =>
      keeps.flatMap(({ paths }) => paths.flatMap((path) => path.split('.'))),
    ),
  ),
]
const WORDS = [
  'True',
  'False',
  'Failed',
  'Pending',
  'Running',
  'CrashLoopBackOff',
  'OOMKilled',
  'Evicted',
  'Ready',
  'PodScheduled',
  'ReplicaFailure',
  'ScalingLimited',
  'TooManyReplicas',
  '2026-03-02T09:00:00Z',
  '* * * * *',
  '1e999',
  '',
]

const leaf = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ maxLength: 12 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
)
/** Objects of the right field names and of any shape below them. */
const { odd } = fc.letrec<{ odd: unknown }>((tie) => ({
  odd: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    leaf,
    fc.array(tie('odd'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('odd'), { maxKeys: 6 }),
  ),
}))

const kinds = [...new Set(detectors.map(({ resource }) => resource))]

const oddObject: fc.Arbitrary<Watched> = fc
  .record({
    spec: odd,
    status: odd,
    metadata: odd,
    resource: fc.constantFrom(...kinds),
    when: fc.string(),
  })
  .map(({ spec, status, metadata, resource, when }) =>
    watched(`${resource}/odd`, {
      body: { spec, status, metadata },
      createdAt: when,
      deletedAt: when,
    }),
  )

test('no detector throws, whatever an object looks like', () => {
  fc.assert(
    fc.property(oddObject, (object) => {
      const { deletedAt: _gone, ...living } = object
      const look = lookAt(object)
      for (const one of [object, living]) {
        for (const detector of detectors)
          expect(detector.look(one, look, NOW)).toBeInstanceOf(Array)
      }
    }),
    { numRuns: 300 },
  )
})

test('what is found of one object has one finding per cause', () => {
  fc.assert(
    fc.property(oddObject, (object) => {
      const found = detectors
        .filter(
          ({ resource }) => resource === [object.resource, object.group].filter(Boolean).join('.'),
        )
        .flatMap((detector) => detector.look(object, lookAt(object), NOW))
      const causes = found.map(({ cause }) => cause)
      expect(new Set(causes).size).toBe(causes.length)
    }),
    { numRuns: 300 },
  )
})
