import { expect, test } from 'vitest'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { auditEntry } from '../support/audit-entry.ts'
import type { StoredPlan } from './ledger.ts'
import type { Call } from './relay.ts'
import { type Evidence, faultsOf } from './truth.ts'

const PATCH = [{ op: 'replace', path: '/spec/replicas', value: 5 }]

const plan = (wishes: Partial<StoredPlan> = {}): StoredPlan => ({
  state: 'ended',
  createdAt: '2026-03-02T10:00:00.000Z',
  plan: {
    id: 'p1',
    requestId: 'r1',
    words: 'scale deployment/web 5',
    effects: [
      {
        target: { name: 'web' },
        patch: PATCH,
        changes: [{ field: 'replicas', after: 5 }],
      },
    ],
  },
  votes: [],
  outcome: { kind: 'rolled-out' },
  ...wishes,
})

const write = (status = 200): Call => ({
  method: 'PATCH',
  path: '/apis/apps/v1/namespaces/shop/deployments/web/scale?fieldManager=deckwatch',
  body: JSON.stringify(PATCH),
  headers: {},
  status,
})

const record = (kind: 'intent' | 'outcome' | 'decision' | 'vote', decision?: string) => ({
  ...auditEntry({ kind, ...(decision !== undefined && { decision }) }),
  seq: 1,
  prevHash: '',
  hash: '',
})

const card = (text: string): PageMessage => ({
  channelId: 'C1',
  ts: '1.0',
  userId: 'UBOT',
  text,
  blocks: [],
  files: [],
  reactions: [],
  from: 'bot',
  replies: 0,
  metadata: { event_type: 'deckwatch_delivery', event_payload: { key: 'plan/p1/card' } },
})

const evidence = (wishes: Partial<Evidence> = {}): Evidence => ({
  plans: [plan()],
  records: [record('intent'), record('outcome')],
  writes: [write()],
  shown: [],
  now: [card('✓ Scaled deployment/web')],
  generations: 1,
  broken: undefined,
  ...wishes,
})

const kinds = (wishes: Partial<Evidence>) => faultsOf(evidence(wishes)).map(({ kind }) => kind)

test('a change that was made once and is told as made is as it must be', () => {
  expect(faultsOf(evidence())).toEqual([])
})

test.each<[string, Partial<Evidence>, string]>([
  ['sent twice', { writes: [write(), write(422)] }, 'double effect'],
  ['changed by nobody’s plan', { generations: 2 }, 'double effect'],
  ['done without a write', { writes: [], generations: 0 }, 'false word'],
  ['done, but the server refused it', { writes: [write(422)], generations: 0 }, 'false word'],
  ['made, but told as refused', { plans: [plan({ outcome: { kind: 'refused' } })] }, 'false word'],
  ['told twice', { now: [card('✓ Scaled'), card('✓ Scaled')] }, 'false word'],
  ['still working in the end', { now: [card('✓ ● Scaling')] }, 'false word'],
  ['sent without an intent', { records: [record('outcome')] }, 'broken trail'],
  ['ended twice', { records: [...evidence().records, record('outcome')] }, 'broken trail'],
  ['a chain that does not hold', { broken: 'record 3: it is missing' }, 'broken trail'],
])('it is noticed when a change is %s', (_, wishes, kind) => {
  expect(kinds(wishes)).toContain(kind)
})

test('it is noticed when a direct message came twice, or still asks for a vote', () => {
  const key = { event_type: 'deckwatch_delivery', event_payload: { key: 'plan/p1/dm/U2' } }
  const direct = { ...card('✓ Scaled'), metadata: key }

  expect(kinds({ now: [...evidence().now, direct, direct] })).toEqual(['false word'])
  expect(kinds({ now: [...evidence().now, { ...direct, text: 'Approve' }] })).toEqual([
    'false word',
  ])
})

test('it is noticed when a write belongs to no plan', () => {
  const stranger = { ...write(), body: '[{"op":"replace","path":"/spec/replicas","value":9}]' }
  expect(kinds({ writes: [write(), stranger] })).toEqual(['double effect'])
})

test('it is noticed when an approved plan is never carried out', () => {
  const records = [record('vote'), record('decision', 'approved')]
  const { outcome: _, ...approved } = plan({ state: 'approved' })
  const lost = { plans: [approved], records, writes: [], generations: 0, now: [card('◷')] }

  expect(kinds(lost)).toEqual(['lost approval'])
})

test('what was sent counts for the plan that stands in for a void one, and for it alone', () => {
  const { outcome: _, ...before } = plan({ state: 'void', replacedBy: 'p1' })
  const replaced = { ...before, plan: { ...before.plan, id: 'p0' } }
  const old = {
    ...card('void'),
    metadata: { event_type: '', event_payload: { key: 'plan/p0/card' } },
  }
  const both = { plans: [replaced, plan()], now: [old, ...evidence().now] }

  expect(kinds(both)).toEqual([])
  expect(kinds({ ...both, writes: [write(), write()] })).toContain('double effect')
})

test('it is noticed when somebody was told that a vote counts and it is not on record', () => {
  const told = { ...card('✓ Your vote on plan p1 counts.'), onlyFor: 'U2' }
  const voted = { ...record('vote'), actor: { ...record('vote').actor, userId: 'U2' } }

  expect(kinds({ shown: [told] })).toEqual(['lost approval'])
  expect(kinds({ shown: [told], records: [...evidence().records, voted] })).toEqual([])
})

test('it is noticed when everybody has voted and the plan still waits', () => {
  const { outcome: _, ...waiting } = plan({ state: 'waiting' })
  const stuck = { plans: [waiting], records: [], writes: [], generations: 0, now: [card('◷')] }

  expect(kinds(stuck)).toEqual(['lost approval'])
})
