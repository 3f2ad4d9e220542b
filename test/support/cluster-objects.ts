import { z } from 'zod'
import type { Answer } from './cluster-client.ts'

type Wish = {
  readonly replicas?: number
  readonly behave?: string
  readonly spec?: object
  readonly image?: string
}

/** A Deployment body; `behave` is what the stand-in kubelet makes of its pods. */
export const deployment = (name: string, { replicas = 2, behave, spec, image }: Wish = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: {
        labels: { app: name },
        ...(behave && { annotations: { 'test/behave': behave } }),
      },
      spec: { containers: [{ name: 'main', image: image ?? 'shop/web:1' }] },
    },
    ...spec,
  },
})

const Numbers = z.record(z.string(), z.unknown())
const Loose = z.looseObject({
  kind: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
  metadata: z
    .looseObject({
      name: z.string().default(''),
      uid: z.string().default(''),
      resourceVersion: z.string().default(''),
      generation: z.number().default(0),
      annotations: z.record(z.string(), z.string()).default({}),
      labels: z.record(z.string(), z.string()).default({}),
      continue: z.string().default(''),
    })
    .prefault({}),
  spec: Numbers.default({}),
  status: z.unknown().optional(),
})

/** An answer's body as an object or a Status. */
export const objectOf = ({ body }: Answer) => Loose.parse(body)

export const itemsOf = ({ body }: Answer) =>
  z.looseObject({ items: z.array(Loose).nullish() }).parse(body).items ?? []

const Conditions = z.looseObject({
  status: z
    .looseObject({
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
})

/** `True NewReplicaSetAvailable`: a condition in two words. */
export function conditionOf({ body }: Answer, type: string): string {
  const found = Conditions.parse(body).status.conditions.find((one) => one.type === type)
  return `${found?.status} ${found?.reason}`
}

export const statusOf = (answer: Answer): Record<string, unknown> =>
  Numbers.parse(objectOf(answer).status ?? {})

/** Everything a rollout wants is there. */
export function isRolledOut(answer: Answer): boolean {
  const { spec, metadata } = objectOf(answer)
  const status = statusOf(answer)
  return (
    status['observedGeneration'] === metadata.generation &&
    status['updatedReplicas'] === spec['replicas'] &&
    status['replicas'] === spec['replicas'] &&
    status['availableReplicas'] === spec['replicas'] &&
    conditionOf(answer, 'Progressing') === 'True NewReplicaSetAvailable'
  )
}
