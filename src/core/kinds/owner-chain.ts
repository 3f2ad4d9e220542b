import type { CommandContext } from '../command.ts'
import { DeckwatchError } from '../errors.ts'
import { isObjectName } from '../names.ts'
import { type Kind, KubeObject, type OwnerReference } from '../resource.ts'
import { mayRead } from './may-read.ts'
import { within } from './object-ref.ts'

/** One step up: who made it. */
export type Owner = {
  readonly kind: string
  readonly name: string
  readonly ref?: { readonly kind: Kind }
}

const MOST = 6

/** Who owns an object, nearest first, up to the root or to what this person may not read. */
export async function ownerChain(
  context: CommandContext,
  object: KubeObject,
): Promise<readonly Owner[]> {
  const chain: Owner[] = []
  const { namespace } = object.metadata
  let reference = controllerOf(object)
  while (reference && chain.length < MOST) {
    const kind = isObjectName(reference.name) ? await kindOf(reference, context) : undefined
    chain.push({ kind: reference.kind, name: reference.name, ...(kind && { ref: { kind } }) })
    const owner = kind && (await readOwner({ kind, name: reference.name, namespace }, context))
    reference = owner && controllerOf(owner)
  }
  return chain
}

/** The controller of an object as it is now; undefined without one, or where this person may not read it. */
export async function readController(
  context: CommandContext,
  object: KubeObject,
): Promise<KubeObject | undefined> {
  const reference = controllerOf(object)
  const kind = reference && (await kindOf(reference, context))
  if (!kind) return undefined
  const { namespace } = object.metadata
  const owner = await readOwner({ kind, name: reference.name, namespace }, context)
  return owner?.metadata.uid === reference.uid ? owner : undefined
}

const controllerOf = ({ metadata }: KubeObject): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller === true) ??
  metadata.ownerReferences?.[0]

async function kindOf(reference: OwnerReference, { cluster }: CommandContext) {
  const [, group = ''] = reference.apiVersion.split('/').toReversed()
  const kinds = await cluster.kinds()
  return kinds.find((one) => one.kind === reference.kind && one.group === group)
}

type Wanted = {
  readonly kind: Kind
  readonly name: string
  readonly namespace: string | undefined
}

async function readOwner(
  { kind, name, namespace }: Wanted,
  { cluster, desk }: CommandContext,
): Promise<KubeObject | undefined> {
  if (!mayRead(desk, kind, namespace)) return undefined
  try {
    return await cluster.get({ kind, name, ...within(kind, namespace) }, KubeObject)
  } catch (error) {
    if (error instanceof DeckwatchError) return undefined
    throw error
  }
}
