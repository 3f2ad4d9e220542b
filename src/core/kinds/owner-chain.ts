import type { CommandContext } from '../command.ts'
import { DeckwatchError } from '../errors.ts'
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
    const kind = await kindOf(reference, context)
    chain.push({ kind: reference.kind, name: reference.name, ...(kind && { ref: { kind } }) })
    const owner = kind && (await readOwner({ kind, name: reference.name, namespace }, context))
    reference = owner && controllerOf(owner)
  }
  return chain
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
