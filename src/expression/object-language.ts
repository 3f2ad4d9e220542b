import { celEnv, CelScalar, mapType } from '@bufbuild/cel'
import { parse } from '@bufbuild/cel'
import { timestampFromDate } from '@bufbuild/protobuf/wkt'
import { pathsFrom } from './expression-tree.ts'
import { asValue } from './as-value.ts'
import type { Language, Values } from './language.ts'

/** What an expression about any object of a cluster may say. */
export const objectLanguage: Language = {
  environment: celEnv({
    variables: { object: mapType(CelScalar.STRING, CelScalar.DYN), now: CelScalar.DYN },
  }),
  fields: { object: 'any', now: 'none' },
  samples: () => [SAMPLE, {}].map((object) => objectValues(object, new Date(0))),
  check: (expr) =>
    [...pathsFrom('object', expr)]
      .filter(({ path }) => path.length === 1)
      .map((found) => ({ message: NAMELESS, expr: found.expr })),
}

const NAMELESS = 'names object as a whole: name the field it looks at, such as object.status.phase'

/** `status.conditions`, `metadata.labels`: what has to be kept of an object to answer it. */
export const objectPaths = (source: string): readonly string[] => [
  ...new Set(
    [...pathsFrom('object', parse(source).expr)].map(({ path }) => path.slice(1).join('.')),
  ),
]

/** Throws an Error for an object that is too large to be looked at. */
export const objectValues = (object: unknown, now: Date): Values => ({
  object: asValue(object),
  now: timestampFromDate(now),
})

const SAMPLE = {
  metadata: {
    name: 'web',
    namespace: 'shop',
    uid: 'e0a6a0a2',
    generation: 2,
    creationTimestamp: '2026-03-02T09:00:00Z',
    labels: { app: 'web' },
    annotations: { owner: 'shop' },
  },
  spec: { replicas: 3 },
  status: {
    phase: 'Running',
    observedGeneration: 2,
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'Waiting',
        message: 'not yet',
        lastTransitionTime: '2026-03-02T09:00:00Z',
      },
    ],
  },
}
