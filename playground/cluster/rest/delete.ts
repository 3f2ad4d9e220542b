import { z } from 'zod'
import { refOf, type KubeObject, type Ref } from '../storage/kube-object.ts'
import type { Removal } from '../storage/removal.ts'
import { json, type Call, type Reply } from './call.ts'
import { matcher } from './list.ts'
import { targetRef, writeOf } from './mutate.ts'
import { refuse } from './refusals.ts'
import type { Served } from './served.ts'
import { objectText } from './wire.ts'

const DeleteOptions = z.looseObject({
  gracePeriodSeconds: z.number().nullish(),
  propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).nullish(),
  orphanDependents: z.boolean().nullish(),
  preconditions: z
    .looseObject({ uid: z.string().nullish(), resourceVersion: z.string().nullish() })
    .nullish(),
  dryRun: z.array(z.string()).nullish(),
})

export function serveDelete(call: Call, served: Served): Reply {
  const ref = targetRef(call, served)
  const before = served.resource.get(ref)
  if (!before) throw refuse.notFound(served.definition, ref.name)
  const left = served.resource.remove(ref, removalOf(call))
  if (left) return { reply: 'json', code: 200, text: objectText(served, left) }
  // Pods are answered with themselves, everything else with a Status.
  if (served.definition.deletion === 'graceful')
    return { reply: 'json', code: 200, text: objectText(served, before) }
  return json(success(served, ref, before))
}

export function serveDeleteCollection(call: Call, served: Served): Reply {
  const fits = matcher(call, served)
  const removal = removalOf(call)
  for (const object of served.resource.list().filter(fits))
    served.resource.remove(refOf(object), removal)
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 200 })
}

/** What a delete asks for, in its body or its query. */
export function removalOf(call: Call, body: unknown = call.body): Removal {
  const { query } = call
  const options = DeleteOptions.safeParse(body ?? {})
  if (!options.success) throw refuse.badRequest('the delete options are not understood')
  const { gracePeriodSeconds, propagationPolicy, orphanDependents, preconditions, dryRun } =
    options.data
  const grace = gracePeriodSeconds ?? numberIn(query, 'gracePeriodSeconds')
  const asked =
    propagationPolicy ?? query.get('propagationPolicy') ?? (orphanDependents && 'Orphan')
  const policy = DeleteOptions.shape.propagationPolicy.safeParse(asked).data
  return {
    dryRun: (dryRun ?? []).includes('All') || writeOf(call).dryRun === true,
    ...(grace !== undefined && { graceSeconds: Math.max(0, grace) }),
    ...(policy && { propagation: policy }),
    ...conditionsOf(preconditions),
  }
}

type Preconditions = z.infer<typeof DeleteOptions>['preconditions']

const conditionsOf = (given: Preconditions) => ({
  ...(given?.uid && { uid: given.uid }),
  ...(given?.resourceVersion && { resourceVersion: given.resourceVersion }),
})

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  return text === null || text === '' ? undefined : Number(text)
}

function success({ definition }: Served, ref: Ref, { metadata }: KubeObject) {
  const { group, resource: kind } = definition
  const details = { name: ref.name, ...(group && { group }), kind, uid: metadata.uid }
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
}
