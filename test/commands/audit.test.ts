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
      '# | Ago | Who | What | Rule | Ended',
      '9 | 2\u00a0min | jane@example.com | scale deployment/web in shop, replicas 3 → 5 (“sale”) | own-shop (line 7) | no end on record',
      '4 | 1\u00a0h | jane@example.com | scale deployment/web in shop, replicas 3 → 5 | own-shop (line 7) | rolled out',
    ])
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
