import type { CommandContext } from '../command.ts'
import { KubeObject } from '../resource.ts'
import { code, join, type Text, text } from '../text.ts'
import { nearest } from '../words/suggest.ts'
import { mayRead } from './may-read.ts'
import { orNothing } from './or-nothing.ts'

/** Says that there is no such namespace, and what is near; `undefined` when there is, or when nobody can tell. */
export async function unknownNamespace(
  { cluster, desk }: CommandContext,
  namespace: string | undefined,
): Promise<Text | undefined> {
  if (namespace === undefined) return undefined
  const kind = await cluster.kind('namespaces')
  if (!mayRead(desk, kind, undefined)) return undefined
  const found = await orNothing(cluster.list({ kind }, KubeObject))
  const names = found.map(({ metadata }) => metadata.name)
  if (names.length === 0 || names.includes(namespace)) return undefined
  const near = nearest(namespace, names).map((name) => text`${code(name)}`)
  const close = near.length > 0 ? text` Close: ${join(near, ', ')}.` : []
  return text`There is no namespace ${code(namespace)}.${close}`
}
