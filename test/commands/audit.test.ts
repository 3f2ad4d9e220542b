import { describe, expect, test } from 'vitest'
import { audit } from '../../commands/audit.ts'
import type { AuditedChange, AuditEntry, AuditQuery } from '../../src/core/audit.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { auditEntry, auditTarget } from '../support/audit-entry.ts'

const at = (seq: number, entry: Partial<AuditEntry> = {}, ended?: string): AuditedChange => {
  const chain = { seq, prevHash: '', hash: '' }
  const record = { ...auditEntry(entry), ...chain }
  if (ended === undefined) return { record }
  return { record, ended: { ...record, kind: 'outcome', outcome: { kind: ended } } }
}

/** Says words with these changes on record; `asked` holds what was looked for. */
async function ask(
  words: string,
  changes: readonly AuditedChange[],
  wishes: Parameters<typeof askQuery>[2] = {},
) {
  const asked: AuditQuery[] = []
  const find = async (query: AuditQuery) => {
    asked.push(query)
    return changes
      .filter(({ record }) => record.seq < (query.before ?? Infinity))
      .slice(0, query.limit)
  }
  const answer = await askQuery(audit, words, { ...wishes, desk: { audit: { find } } })
  return { ...answer, asked, lines: linesOf(answer.view) }
}

describe('audit', () => {
  test('shows who changed what, when, by which rule, and how it ended', async () => {
    const { lines } = await ask('-n shop', [
      at(9, { at: '2026-03-02T09:58:00.000Z', reason: 'sale' }),
      at(4, { at: '2026-03-02T09:00:00.000Z' }, 'rolled-out'),
    ])

    expect(lines).toEqual([
      'changes in shop · 2',
      '# | Plan | Ago | Who | What | Rule | Ended',
      '9 | p1 | 2\u00a0min | jane@example.com | scale deployment/web in shop, replicas 3 → 5 (“sale”) | own-shop (line 7) | no end on record',
      '4 | p1 | 1\u00a0h | jane@example.com | scale deployment/web in shop, replicas 3 → 5 | own-shop (line 7) | rolled out',
    ])
  })

  test('shows what people did about incidents beside what they changed', async () => {
    const did = (seq: number, entry: Partial<AuditEntry>) => {
      const { verdict: _, plan: __, changes: ___, ...rest } = auditEntry(entry)
      return { record: { ...rest, kind: 'attention' as const, seq, prevHash: '', hash: '' } }
    }
    const mute = { id: 'aaaaaaaa', what: 'crash-loop everywhere on prod-eu', until: 'it changes' }
    const assignee = { userId: 'U3', user: 'anna@example.com' }
    const all = [
      did(4, { command: 'unmute', mute, targets: [] }),
      did(3, { command: 'mute', mute, targets: [] }),
      did(2, { command: 'assign', incident: '8f3c21aa', assignee }),
      did(1, { command: 'ack', incident: '8f3c21aa' }),
    ]

    expect((await ask('', all)).lines.slice(2)).toEqual([
      '4 |  | 0\u00a0s | jane@example.com | unmute crash-loop everywhere on prod-eu (mute aaaaaaaa) |  | done',
      '3 |  | 0\u00a0s | jane@example.com | mute crash-loop everywhere on prod-eu, until it changes (mute aaaaaaaa) |  | done',
      '2 |  | 0\u00a0s | jane@example.com | assign incident 8f3c21aa of deployment/web in shop to anna@example.com |  | done',
      '1 |  | 0\u00a0s | jane@example.com | ack incident 8f3c21aa of deployment/web in shop |  | done',
    ])
    // What is silent everywhere is for those who may look everywhere.
    const here = await ask('', all, { denies: ({ target }) => target?.namespace === '*' })
    expect(here.lines.slice(2)).toHaveLength(2)
  })

  test('of one object asks policy and Kubernetes for a read of that object', async () => {
    const { access, asked, lines } = await ask('deploy/web -n shop', [])

    expect(access).toMatchObject([
      { verb: 'get', kind: { resource: 'deployments' }, namespace: 'shop', name: 'web' },
    ])
    expect(asked).toMatchObject([
      {
        cluster: 'prod-eu',
        object: { group: 'apps', resource: 'deployments', namespace: 'shop', name: 'web' },
      },
    ])
    expect(lines).toEqual([
      'changes of deployment/web in shop · none',
      'note: Only changes asked for through Deckwatch are on its trail.',
    ])
  })

  test.each([
    ['--by U0123456789', 'U0123456789'],
    ['--by <@U0123456789|anna>', 'U0123456789'],
    ['--by @anna', 'anna'],
    ['--by anna@example.com', 'anna@example.com'],
  ])('%s looks for that person', async (words, by) => {
    const { asked } = await ask(words, [])

    expect(asked).toMatchObject([{ by }])
  })

  test('--since looks only that far back', async () => {
    const { asked, lines } = await ask('--since 2h', [])

    expect(asked[0]?.since?.toISOString()).toBe('2026-03-02T08:00:00.000Z')
    expect(lines[0]).toBe('changes in the last 2 h · none')
  })

  test('a person that cannot be one is refused', async () => {
    expect((await refusal(ask('--by "; drop"', []))).message).toContain('neither a mention')
  })

  test('says of a refusal which gate said no', async () => {
    const { lines } = await ask('', [
      at(3, { kind: 'refusal', outcome: { kind: 'policy-denied' } }),
      at(2, { kind: 'refusal', outcome: { kind: 'needs-approval' } }),
      at(1, { kind: 'refusal', verdict: undefined, outcome: { kind: 'kubernetes-forbidden' } }),
    ])

    expect(lines[2]).toContain('own-shop (line 7) | denied')
    expect(lines[3]).toContain('own-shop (line 7) | needed approval')
    expect(lines[4]).toContain('Kubernetes | forbidden')
  })

  test('what policy does not let this person read is not shown', async () => {
    const changes = [
      at(2, { targets: [auditTarget('web')] }),
      at(1, { targets: [auditTarget('pay')] }),
    ]
    const { lines } = await ask('', changes, { denies: ({ target }) => target?.name === 'pay' })

    expect(lines[0]).toBe('changes · 1')
    expect(lines.join('\n')).not.toContain('pay')
  })

  test('what Kubernetes does not let this person read is not shown', async () => {
    const changes = [at(2, { targets: [auditTarget('web'), auditTarget('x', 'legacy')] }), at(1)]
    const { lines } = await ask('', changes, {
      forbidden: ['get deployments legacy'],
    })

    expect(lines[0]).toBe('changes · 1')
    expect(lines.join('\n')).not.toContain('legacy')
  })

  test('what is about no object, or of a kind that is gone, is not anybody’s', async () => {
    const bob = { userId: 'U2', teamId: 'T1', user: 'bob', groups: [] }
    const widget = { ...auditTarget('w'), group: 'example.com', resource: 'bygones' }
    const { lines } = await ask('', [
      at(3, { kind: 'refusal', targets: [], actor: bob }),
      at(2, { kind: 'refusal', targets: [], outcome: { kind: 'policy-denied' } }),
      at(1, { targets: [widget] }),
    ])

    expect(lines[0]).toBe('changes · 1')
    expect(lines[2]).toContain('2 | ')
  })

  test('shows the newest twenty that may be seen, and says that there are older ones', async () => {
    const changes = Array.from({ length: 120 }, (_, i) =>
      at(120 - i, { targets: [auditTarget(i < 60 ? 'pay' : 'web')] }),
    )
    const { lines, asked } = await ask('', changes, {
      denies: ({ target }) => target?.name === 'pay',
    })

    expect(lines[0]).toBe('changes · 20')
    expect(lines[2]?.startsWith('60 | ')).toBe(true)
    expect(lines.at(-1)).toContain('There are older ones')
    expect(asked.map(({ before }) => before)).toEqual([undefined, 71])
  })
})

const anna = { userId: 'U3', teamId: 'T1', user: 'anna@example.com', groups: [] }
const annaSaid = (choice: 'approve' | 'deny') => ({
  userId: 'U3',
  user: 'anna@example.com',
  choice,
})
const recordOf = (seq: number, entry: Partial<AuditEntry>) => at(seq, entry).record

describe('audit of plans that waited', () => {
  const asked = { kind: 'request', reason: 'sale' } as const
  const vote = recordOf(6, { kind: 'vote', actor: anna, votes: [annaSaid('approve')] })
  const decision = recordOf(7, {
    kind: 'decision',
    actor: anna,
    decision: 'approved',
    votes: [annaSaid('approve')],
  })

  test('shows the request, who voted and the end in one row', async () => {
    const ended = recordOf(9, { kind: 'outcome', outcome: { kind: 'rolled-out' } })
    const { lines } = await ask('', [{ ...at(5, asked), votes: [vote], decision, ended }, at(4)])

    expect(lines[1]).toBe('# | Plan | Ago | Who | What | Rule | Votes | Ended')
    expect(lines[2]).toMatch(/\| own-shop \(line 7\) \| anna@example.com\u00a0✓ \| rolled out$/)
    expect(lines[3]).toMatch(/\| own-shop \(line 7\) \|  \| no end on record$/)
  })

  test.each<[string, Partial<AuditedChange>]>([
    ['waits', {}],
    ['approved', { decision }],
    ['denied', { decision: { ...decision, decision: 'denied' } }],
    ['void', { decision: { ...decision, decision: 'void' } }],
  ])('says of one that it %s', async (words, more) => {
    const { lines } = await ask('', [{ ...at(5, asked), ...more }])

    expect(lines[2]).toMatch(new RegExp(`\\| ${words}$`))
  })

  test('shows the last vote of each person until votes are counted', async () => {
    const changed = recordOf(7, { kind: 'vote', actor: anna, votes: [annaSaid('deny')] })
    const { lines } = await ask('', [{ ...at(5, asked), votes: [vote, changed] }])

    expect(lines[2]).toContain('| anna@example.com\u00a0✕ |')
  })

  test('marks break-glass and undo', async () => {
    const { lines } = await ask('', [at(2, { breakGlass: true }), at(1, { undoes: '8f3c21aa' })])

    expect(lines[2]).toContain('| break-glass: scale deployment/web in shop')
    expect(lines[3]).toContain('| undo of 8f3c21aa: scale deployment/web in shop')
  })

  test('--plan tells the whole story of one plan', async () => {
    const ended = recordOf(9, { kind: 'outcome', outcome: { kind: 'failed', why: 'it crashes' } })
    const intent = recordOf(8, { kind: 'intent' })
    const review = recordOf(10, { kind: 'review', actor: anna, reason: 'looked right' })
    const story = { ...at(5, asked), later: [vote, decision, intent, ended, review] }
    const { lines, asked: queries } = await ask('--plan 8f3c21aa', [story])

    expect(queries).toMatchObject([{ plan: '8f3c21aa' }])
    expect(lines.map((line) => line.split(' | ').slice(2).join(' | '))).toEqual([
      '',
      'Who | What happened',
      'jane@example.com | asked for: scale deployment/web in shop, replicas 3 → 5 (“sale”); rule own-shop (line 7) allows',
      'anna@example.com | voted for it',
      ' | it is approved: anna@example.com\u00a0✓',
      'jane@example.com | began: scale deployment/web in shop, replicas 3 → 5; rule own-shop (line 7) allows',
      'jane@example.com | ended: failed (“it crashes”)',
      'anna@example.com | closed the review (“looked right”)',
    ])
    expect(lines[0]).toBe('plan 8f3c21aa · 6 records')
  })

  test('--plan of a plan that this person may not see says nothing of it', async () => {
    const story = [at(5, asked)]
    const { lines } = await ask('--plan 8f3c21aa', story, {
      denies: ({ target }) => target?.name === 'web',
    })

    expect(lines[0]).toBe('plan 8f3c21aa: nothing on record')
  })

  test('--request shows what that request asked for', async () => {
    const { lines, asked: queries } = await ask('--request K3F922AB', [at(5, asked)])

    expect(queries).toMatchObject([{ request: 'k3f922ab' }])
    expect(lines[0]).toBe('changes of request k3f922ab · 1')
    expect((await refusal(ask('--request ../x', []))).code).toBe('bad-flag')
  })

  test('--plan refuses what is no id', async () => {
    expect((await refusal(ask('--plan ../x', []))).code).toBe('bad-flag')
  })
})
