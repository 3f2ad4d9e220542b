import type { z } from 'zod'
import type { CommandContext } from '../command.ts'
import { NotFoundError } from '../errors.ts'
import { KubeObject, type ObjectRef } from '../resource.ts'
import { code, join, type Text, text } from '../text.ts'
import { nearest } from '../words/suggest.ts'
import { mayRead } from './may-read.ts'
import { orNothing } from './or-nothing.ts'
import { unknownNamespace } from './unknown-namespace.ts'

/** How many objects are looked through for near names. */
const LOOK_AT = 500
const SHOW = 5

/**
 * Reads one object. When it is not there, throws a NotFoundError that names what is near: names in this namespace,
 * namespaces that have this very name, the namespace itself when it was mistyped; only what the person may see.
 */
export async function findObject<T extends z.ZodType<KubeObject>>(
  context: CommandContext,
  ref: ObjectRef,
  shape: T,
): Promise<z.infer<T>> {
  try {
    return await context.cluster.get(ref, shape)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    throw await explain(context, ref, error)
  }
}

async function explain(
  context: CommandContext,
  ref: ObjectRef,
  cause: NotFoundError,
): Promise<NotFoundError> {
  const names = await namesBeside(context, ref)
  const elsewhere = await namespacesWith(context, ref)
  const nowhere = names.length === 0 ? await unknownNamespace(context, ref.namespace) : undefined
  const hints = [
    ...(elsewhere.length > 0
      ? [text`Other namespaces have ${code(ref.name)}: ${codes(elsewhere)}.`]
      : []),
    ...(nowhere ? [nowhere] : []),
  ]
  return new NotFoundError('object-not-found', missing(ref), {
    cause,
    suggestions: nearest(ref.name, names),
    ...(hints.length > 0 && { hint: join(hints, ' ') }),
  })
}

function missing({ kind, name, namespace }: ObjectRef): Text {
  const where = namespace === undefined ? '' : text` in ${code(namespace)}`
  return text`No ${kind.singular} ${code(name)}${where}.`
}

async function namesBeside(
  { cluster, desk }: CommandContext,
  { kind, namespace }: ObjectRef,
): Promise<readonly string[]> {
  const place = namespace === undefined ? {} : { namespace }
  if (!mayRead(desk, kind, namespace)) return []
  const query = { kind, ...place, limit: LOOK_AT }
  const listed = await orNothing(cluster.list(query, KubeObject))
  return listed.map(({ metadata }) => metadata.name)
}

async function namespacesWith(
  { cluster, desk }: CommandContext,
  { kind, namespace, name }: ObjectRef,
): Promise<readonly string[]> {
  if (namespace === undefined) return []
  const query = { kind, fieldSelector: `metadata.name=${name}`, limit: LOOK_AT }
  const listed = await orNothing(cluster.list(query, KubeObject))
  return listed
    .map(({ metadata }) => metadata.namespace ?? '')
    .filter((other) => other !== namespace && mayRead(desk, kind, other))
    .slice(0, SHOW)
}

const codes = (names: readonly string[]): Text =>
  join(
    names.map((name) => [code(name)]),
    ', ',
  )
