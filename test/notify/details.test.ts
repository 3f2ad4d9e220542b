import { describe, expect, onTestFinished, test } from 'vitest'
import { ForbiddenError, UnavailableError } from '../../src/core/errors.ts'
import type { IncidentReader } from '../../src/core/incidents/incident-reader.ts'
import type { SeenChange } from '../../src/core/incidents/seen-change.ts'
import type { Happening } from '../../src/core/kinds/event.ts'
import { text } from '../../src/core/text.ts'
import type { View } from '../../src/core/view.ts'
import { createDetails } from '../../src/notify/details/details.ts'
import { auditEntry } from '../support/audit-entry.ts'
import {
  CLEAR_MS,
  HOLD_MS,
  incidentStage,
  loner,
  node,
  pod,
  words,
} from '../support/incident-stage.ts'

type Wishes = Partial<IncidentReader> & {
  readonly stage?: Awaited<ReturnType<typeof incidentStage>>
  readonly seen?: readonly SeenChange[]
  /** Whether the trail has a change of deployment/web. */
  readonly changed?: boolean
}

const warning: Happening = {
  at: new Date('2026-03-02T09:58:00Z'),
  isWarning: true,
  reason: 'BackOff',
  message: 'Back-off restarting failed container',
  count: 12,
  subject: { kind: 'Pod', name: 'web-1', namespace: 'shop' },
}

/** The engine with what says more below its cards; `asked` is what was read of the cluster. */
async function withDetails({ stage: given, seen = [], changed = true, ...reader }: Wishes = {}) {
  const stage = given ?? (await incidentStage())
  const asked: string[] = []
  const change = auditEntry({ at: '2026-03-02T09:55:00.000Z' })
  const details = createDetails({
    ...stage,
    readers: [
      {
        cluster: 'prod-eu',
        logs: async ({ pod: name, container, previous }) => {
          asked.push(`log ${name} ${container}${previous ? ' previous' : ''}`)
          return { text: 'connecting\npanic: no database\n', truncated: false }
        },
        events: async ({ kind, name }) => {
          asked.push(`events ${kind}/${name}`)
          return kind === 'Pod' ? [warning, { ...warning, isWarning: false, reason: 'Pulled' }] : []
        },
        ...reader,
      },
    ],
    changes: { since: () => seen },
    audit: {
      find: async ({ object }) =>
        changed && object?.name === 'web'
          ? [{ record: { ...change, seq: 1, prevHash: '', hash: '' } }]
          : [],
    },
  })
  await details.start()
  const die = async () => {
    const stopped = Promise.all([details.stop(), stage.stop()])
    await stage.clock.advance(1000)
    await stopped
  }
  onTestFinished(die)
  const told = () => [...stage.book.deliveries.values()].filter(({ key }) => /details/.test(key))
  return { ...stage, asked, told, die, said: () => wordsOf(told()[0]?.view) }
}

const wordsOf = (view: View | undefined): string =>
  [
    words(view),
    ...(view?.parts ?? []).flatMap((part) => {
      if (part.part === 'output') return [part.output]
      return part.part === 'changes'
        ? part.changes.map(({ field, before, after }) => `${field} ${before} → ${after}`)
        : []
    }),
  ].join('\n')

const crashing = (name: string, restartCount: number) =>
  pod(name, 'exit 1', {
    body: {
      wrong: 'exit 1',
      spec: { nodeName: 'node-1' },
      status: {
        containerStatuses: [
          { name: 'proxy', ready: true, restartCount: 0, state: { running: {} } },
          {
            name: 'app',
            ready: false,
            restartCount,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 1 } },
          },
        ],
      },
    },
  })

const { namespace: _, ...bareNode } = node('node-1')
const readyNode = {
  ...bareNode,
  body: {
    spec: { unschedulable: true },
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'DiskPressure', status: 'True' },
      ],
    },
  },
}

describe('the thread below the card', () => {
  test('says more, once: the crashed run’s last lines, warnings, changes, the node', async () => {
    const { watching, clock, told, said, asked, book } = await withDetails()
    await watching.set(readyNode)
    await watching.set(crashing('web-1', 2))
    await watching.set(crashing('web-2', 9))
    await clock.advance(HOLD_MS + 40_000)

    const [card] = [...book.deliveries.keys()].filter((key) => key.endsWith('/card'))
    expect(told().map(({ to }) => to)).toEqual([{ threadOf: card }])
    expect(asked[0]).toBe('log web-2 app previous')
    expect(said()).toContain('Last lines of the run that ended, web-2 app')
    expect(said()).toContain('panic: no database')
    expect(said()).toContain('12× BackOff pod/web-1: Back-off restarting failed container')
    expect(said()).not.toContain('Pulled')
    expect(said()).toContain('@U1: scale (plan p1)')
    expect(said()).toContain('replicas 3 → 5')
    expect(said()).toContain('Node node-1: ready, cordoned, DiskPressure')

    await watching.set(crashing('web-1', 3))
    await clock.advance(120_000)
    expect(book.told.filter(({ key }) => key.includes('details'))).toHaveLength(1)
  })

  test('of a node says how it is', async () => {
    const { watching, clock, said } = await withDetails()
    await watching.set({ ...readyNode, body: { ...readyNode.body, pods: [] } })
    await clock.advance(45_000)

    expect(said()).toContain('Node node-1: ready, cordoned, DiskPressure')
  })

  test('shows what others changed, with the program that wrote it', async () => {
    const stage = await incidentStage()
    const about = { ...crashing('web-1', 1), kind: 'Deployment' }
    const seen = {
      at: new Date('2026-03-02T09:57:00Z'),
      cluster: 'prod-eu',
      about,
      by: 'kubectl-edit',
      generation: 3,
      labels: {},
      changes: [{ what: 'image', field: 'app image', before: 'web:1.4', after: 'web:1.5' }],
    } as const
    const forged = {
      ...seen,
      by: 'deckwatch-too',
      changes: [{ ...seen.changes[0], after: 'evil:1' }],
    }
    const [replicas] = auditEntry().changes ?? []
    const made = replicas
      ? [{ ...seen, by: 'deckwatch', changes: [{ ...replicas, what: 'replicas' as const }] }]
      : []
    const { watching, clock, said } = await withDetails({ stage, seen: [seen, forged, ...made] })
    await watching.set(crashing('web-1', 2))
    await clock.advance(HOLD_MS + 40_000)

    expect(said()).toContain('by kubectl-edit')
    expect(said()).toContain('app image web:1.4 → web:1.5')
    // A name that anybody may write under hides nothing; what is told with who asked for it is not told twice.
    expect(said()).toContain('by deckwatch-too')
    expect(said()).not.toMatch(/by deckwatch$/m)
  })

  test('after a restart, which saw no change, names the revision that began', async () => {
    const { watching, clock, said } = await withDetails({ changed: false })
    const set = (revision: string, image: string, createdAt: string) =>
      pod(`web-${revision}`, undefined, {
        group: 'apps',
        resource: 'replicasets',
        createdAt,
        annotations: { 'deployment.kubernetes.io/revision': revision },
        body: { spec: { template: { spec: { containers: [{ name: 'app', image }] } } } },
      })
    await watching.set(set('41', 'web:1.4', '2026-03-01T09:00:00Z'))
    await watching.set(set('42', 'web:1.5', '2026-03-02T09:50:00Z'))
    await watching.set(crashing('web-1', 2))
    await clock.advance(HOLD_MS + 40_000)

    expect(said()).toContain('revision 42 began')
    expect(said()).toContain('app image web:1.4 → web:1.5')
  })

  test('names the rights that would show more, and says the rest', async () => {
    const lacks = (verb: string, resource: string) => () =>
      Promise.reject(new ForbiddenError({ user: 'bot', verb, resource }, text`no`))
    const { watching, clock, said } = await withDetails({
      logs: lacks('get', 'pods/log'),
      events: lacks('list', 'events'),
    })
    await watching.set(crashing('web-1', 2))
    await clock.advance(HOLD_MS + 40_000)

    expect(said()).toContain('With the right to get pods/log the bot would show the last lines')
    expect(said()).toContain('With the right to list events the bot would show the warnings here')
    expect(said()).toContain('replicas 3 → 5')
  })

  test('leaves out what cannot be read now, and never holds up the card', async () => {
    let answer = () => {}
    const late = new UnavailableError('cluster-timeout', text`late`)
    const { watching, clock, told, said, book } = await withDetails({
      logs: () => new Promise((_, reject) => (answer = () => reject(late))),
    })
    await watching.set(crashing('web-1', 2))
    await clock.advance(HOLD_MS + 40_000)
    expect([...book.deliveries.keys()].filter((key) => key.endsWith('/card'))).toHaveLength(1)
    expect(told()).toEqual([])

    answer()
    await clock.advance(1000)

    expect(said()).toContain('BackOff')
    expect(said()).not.toContain('Last lines')
  })

  test('is said again when the trouble comes back later', async () => {
    const { watching, clock, told } = await withDetails()
    await watching.set(crashing('web-1', 2))
    await clock.advance(HOLD_MS + 40_000)
    await watching.set(pod('web-1'))
    await clock.advance(CLEAR_MS + 10 * 60_000)
    await watching.set(crashing('web-1', 5))
    await clock.advance(HOLD_MS + 40_000)

    expect(told().map(({ key }) => key.split('/').at(-1))).toEqual(['details-1', 'details-2'])
  })

  test('is said once, whenever the process dies', async () => {
    const first = await withDetails({
      logs: (_, signal) =>
        new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    })
    await first.watching.set(crashing('web-1', 2))
    await first.clock.advance(HOLD_MS + 40_000)
    expect(first.told()).toEqual([])

    await first.die()
    const { book, clock, watching } = first
    const stage = await incidentStage({ book, clock, watching })
    const second = await withDetails({ stage })
    await clock.advance(40_000)
    expect(second.told()).toHaveLength(1)

    const third = await withDetails({ stage })
    await clock.advance(40_000)
    expect(third.asked).toEqual([])
  })
})

describe('nothing is read', () => {
  test('of what came in a storm', async () => {
    const { watching, clock, asked, book } = await withDetails()
    for (let i = 0; i < 12; i++) await watching.set(loner(`one-${i}`, 'exit 1'))
    await clock.advance(HOLD_MS + 60_000)

    expect([...book.deliveries.keys()].some((key) => key.startsWith('digest/'))).toBe(true)
    expect(asked).toEqual([])
  })

  test('of the first of a storm either', async () => {
    const { watching, clock, asked, book } = await withDetails()
    for (let i = 0; i < 4; i++) await watching.set(loner(`early-${i}`, 'exit 1'))
    await clock.advance(5_000)
    for (let i = 0; i < 10; i++) await watching.set(loner(`late-${i}`, 'exit 1'))
    await clock.advance(HOLD_MS + 15 * 60_000)

    expect([...book.deliveries.keys()].filter((key) => key.endsWith('/card'))).toHaveLength(5)
    expect(asked).toEqual([])
  })

  test('of what is muted', async () => {
    const { watching, clock, asked, ledger, book } = await withDetails()
    const by = { userId: 'U1', teamId: 'T1', name: 'Jane', user: 'jane' }
    const what = { kind: 'namespace', cluster: 'prod-eu', namespace: 'shop' } as const
    const until = '2026-03-02T12:00:00.000Z'
    const mute = { id: 'aaaaaaaa', what, by, at: until, until }
    await ledger.commit({ incidents: [], deliveries: [], mutes: [mute] })
    await watching.set(crashing('web-1', 2))
    await clock.advance(HOLD_MS + 60_000)

    expect(book.all()).toHaveLength(1)
    expect(asked).toEqual([])
  })

  test('of containers that never ran', async () => {
    const { watching, clock, asked } = await withDetails()
    const status = {
      containerStatuses: [
        {
          name: 'app',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'ImagePullBackOff' } },
        },
      ],
    }
    await watching.set(pod('web-1', undefined, { body: { wrong: 'no image', status } }))
    await clock.advance(HOLD_MS + 60_000)

    expect(asked).toEqual(['events Deployment/web', 'events Pod/web-1'])
  })
})
