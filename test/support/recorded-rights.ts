import { appendFileSync, readFileSync } from 'node:fs'
import { inject } from 'vitest'
import { z } from 'zod'
import { Granted, rightOf, rightsIn } from './asked.ts'
import { type AuditEvent, readEvents, redirect } from './audited-api-server.ts'

type Recorded = {
  /** Of an API server that keeps an audit log. */
  readonly url: string
  readonly trail: string
  /** A line for each account: its user and its rights. */
  readonly granted: string
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions
  export interface ProvidedContext {
    recorded?: Recorded
  }
}

const Line = z.object({ user: z.string(), rights: z.array(z.string()) })

/** The kubeconfig by which what this account asks for is recorded; as it is where nothing records. */
export function recording(kubeconfig: string, user: string, roles: readonly unknown[]): string {
  const recorded = inject('recorded')
  if (!recorded) return kubeconfig
  const rights = roles.flatMap((role) => rightsIn(Granted.parse(role))).map(withoutName)
  appendFileSync(recorded.granted, `${JSON.stringify({ user, rights })}\n`)
  return redirect(kubeconfig, recorded.url)
}

/** Of each right that an account of this run had, the users who had it, and whether any of them ever used it. */
export function rightsOfTheRun() {
  const recorded = inject('recorded')
  if (!recorded) return undefined
  const lines = readFileSync(recorded.granted, 'utf8').split('\n').filter(Boolean)
  const accounts = lines.map((line) => Line.parse(JSON.parse(line)))
  const users = new Set(accounts.map(({ user }) => user))
  const events = readEvents(recorded.trail).filter(({ user }) => users.has(user.username))
  return {
    users,
    granted: new Set(accounts.flatMap(({ rights }) => rights)),
    used: new Set(events.filter(isAllowed).flatMap(rightsUsed)),
  }
}

const isAllowed = ({ responseStatus }: AuditEvent) => (responseStatus?.code ?? 0) < 400

function rightsUsed({ verb, objectRef, impersonatedUser }: AuditEvent): readonly string[] {
  if (impersonatedUser) {
    const { groups, extra } = impersonatedUser
    const acts = (resource: string, group = '') => rightOf({ verb: 'impersonate', group, resource })
    return [
      acts('users'),
      ...(groups.length > 0 ? [acts('groups')] : []),
      ...Object.keys(extra).map((key) => acts(`userextras/${key}`, 'authentication.k8s.io')),
    ]
  }
  if (!objectRef) return []
  const { apiGroup: group, resource, subresource } = objectRef
  return [rightOf({ verb, group, resource: subresource ? `${resource}/${subresource}` : resource })]
}

/** Names are the tests' own; that each is used is tried where a whole installation is. */
const withoutName = (right: string): string =>
  right.startsWith('impersonate ') ? right.split(' ').slice(0, 3).join(' ') : right
