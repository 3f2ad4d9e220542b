import { ALL_NAMESPACES } from '../access.ts'
import type { Desk } from '../command.ts'
import type { Kind } from '../resource.ts'

/** Whether policy lets this person `get` such objects: for hints that go beyond what was asked for. */
export function mayRead(desk: Desk, kind: Kind, namespace: string | undefined): boolean {
  const place = kind.namespaced ? { namespace: namespace ?? ALL_NAMESPACES } : {}
  const target = { kind: kind.resource, group: kind.group, ...place }
  const verdict = desk.judge.judge({ ...desk.facts, command: 'get', risk: 'read', target })
  return verdict.kind === 'allow'
}
