import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import { targetOf } from '../../src/core/kinds/target-of.ts'
import type { Effect, Plan, PlanDraft } from '../../src/core/plan.ts'
import type { KubeObject } from '../../src/core/resource.ts'
import { deployment } from './kube-objects.ts'
import { kinds } from './kube-kinds.ts'

const requester = {
  userId: 'U2',
  teamId: 'T1',
  name: 'Bob',
  user: 'bob@example.com',
  groups: ['shop-devs'],
  roles: ['developer'],
}

/** Bob's scaling of `deployment/web` in `shop` from 3 to 5, a minute ago. */
export function planOf(wishes: Partial<Plan> = {}): Plan {
  return {
    id: '8f3c21aa',
    requestId: 'r0',
    command: 'scale',
    words: 'scale deploy/web 5 -n shop',
    wording: { imperative: 'Scale', doing: 'Scaling', done: 'Scaled', noun: 'Scaling' },
    requester,
    cluster: 'prod-eu',
    effects: [scaling()],
    warnings: [],
    risk: 'change',
    size: { before: 3, after: 5 },
    createdAt: '2026-03-02T09:59:00.000Z',
    expiresAt: '2026-03-02T10:14:00.000Z',
    hash: 'ab'.repeat(32),
    ...wishes,
  }
}

type HeldWishes = Partial<Omit<HeldPlan, 'plan'>> & { readonly plan?: Partial<Plan> }

/** The same, ended well half a minute ago; say what is different. */
export function heldPlan({ plan, ...wishes }: HeldWishes = {}): HeldPlan {
  return {
    plan: planOf(plan),
    state: 'ended',
    version: 2,
    place: { teamId: 'T1', channelId: 'C1', kind: 'channel' },
    environment: 'production',
    production: true,
    verdict: { kind: 'allow', rule: { name: 'own-shop' }, reason: 'developers run the shop' },
    votes: [],
    createdAt: '2026-03-02T09:59:00.000Z',
    updatedAt: '2026-03-02T09:59:30.000Z',
    outcome: { kind: 'rolled-out', at: '2026-03-02T09:59:30.000Z', auditIds: [] },
    ...wishes,
  }
}

/** One that is not over. */
export function openPlan({ plan, ...wishes }: HeldWishes = {}): HeldPlan {
  const { outcome: _over, ...held } = heldPlan({
    state: 'waiting',
    ...wishes,
    ...(plan && { plan }),
  })
  return held
}

/** What was done, as an ended plan: a draft that a command made, of these words. */
export const doneBy = (draft: PlanDraft, plan: Partial<Plan>): HeldPlan =>
  heldPlan({ plan: { ...draft, ...plan } })

function scaling(object: KubeObject = deployment()): Effect {
  const uid = { op: 'test', path: '/metadata/uid', value: object.metadata.uid } as const
  const set = (from: number, to: number) =>
    [
      uid,
      { op: 'test', path: '/spec/replicas', value: from },
      { op: 'replace', path: '/spec/replicas', value: to },
    ] as const
  return {
    verb: 'patch',
    target: targetOf({ kind: kinds.deployment, namespace: 'shop', name: 'web' }, object),
    subresource: 'scale',
    patch: set(3, 5),
    inverse: set(5, 3),
    changes: [{ field: 'replicas', before: 3, after: 5 }],
    follow: 'rollout',
  }
}
