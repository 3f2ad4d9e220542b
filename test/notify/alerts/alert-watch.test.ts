import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../src/core/alert.ts'
import { alert } from '../../support/alerts.ts'
import {
  CLEAR_MS,
  HOLD_MS,
  incidentStage,
  loner,
  node,
  pod,
  words,
} from '../../support/incident-stage.ts'
import { memoryAlerts } from '../../support/memory-alerts.ts'
import { memoryIncidents } from '../../support/memory-incidents.ts'

const HOUR = 3_600_000

type Options = Parameters<typeof incidentStage>[0]

async function alertStage(options: Options = {}) {
  const alerts = options.alerts ?? memoryAlerts()
  const stage = await incidentStage({ ...options, alerts })
  const at = () => stage.clock.now().toISOString()
  return {
    ...stage,
    alerts,
    hear: async (more: Partial<Alert> = {}) => {
      await stage.engine.keepAlerts([alert({ heardAt: at(), ...more })])
      await stage.clock.advance(1000)
    },
    end: async (more: Partial<Alert> = {}) => {
      await stage.engine.keepAlerts([
        alert({ state: 'resolved', endsAt: at(), heardAt: at(), ...more }),
      ])
      await stage.clock.advance(1000)
    },
    cards: () =>
      [...stage.book.deliveries.values()]
        .filter(({ key }) => key.endsWith('/card'))
        .map(({ view }) => words(view)),
  }
}

const labels = (more: Readonly<Record<string, string>>) => ({
  labels: { alertname: 'Slow', ...more },
})

describe('an alert alone', () => {
  test('is one message at once, edited and resolved in place', async () => {
    const stage = await alertStage()
    await stage.watching.set(pod('web-1'))
    await stage.hear()

    expect(stage.cards()).toHaveLength(1)
    expect(stage.cards()[0]).toContain(
      'attention: deployment/web in shop has alert KubePodCrashLooping',
    )
    expect(stage.cards()[0]).toContain(
      'Alertmanager: KubePodCrashLooping since 2026-03-02T09:50:00.000Z: Pod is crash looping.',
    )
    expect(stage.cards()[0]).toContain('Affected: 1 pod: web-1')

    await stage.end()

    expect(stage.cards()).toHaveLength(1)
    expect(stage.cards()[0]).toContain('resolved: deployment/web in shop is fine again')
  })

  test('that comes twice, from both of two Alertmanagers, is one message; of two pods, too', async () => {
    const stage = await alertStage()
    await stage.watching.set(pod('web-1'))
    await stage.watching.set(pod('web-2'))
    await stage.hear()
    await stage.hear()
    await stage.hear({ fingerprint: 'b2', labels: { ...alert().labels, pod: 'web-2' } })
    await stage.clock.advance(20_000)

    expect(stage.cards()).toHaveLength(1)
    expect(stage.cards()[0]).toContain('Affected: 2 pods: web-1, web-2')
  })

  test('goes on being about the owner of its pod when the pod is gone', async () => {
    const stage = await alertStage()
    await stage.watching.set(pod('web-1'))
    await stage.hear()
    await stage.watching.remove('uid-web-1')
    await stage.clock.advance(60_000)

    expect(stage.book.all().map(({ key, state }) => [key, state])).toEqual([
      ['prod-eu/apps/deployments/shop/web/crash-loop', 'open'],
    ])
  })

  test('about nothing in the cluster is told as itself, without a button that needs an object', async () => {
    const stage = await alertStage()
    await stage.hear(labels({ severity: 'page' }))

    expect(stage.cards()[0]).toContain('failed: alert/Slow fires')
    const [card] = [...stage.book.deliveries.values()]
    expect(card?.view.buttons?.map(({ label }) => label)).not.toContain('Describe')
  })

  test('goes where the routes for its labels, namespace and detector lead', async () => {
    const to = async (route: object, heard: Readonly<Record<string, string>>) => {
      const stage = await alertStage({ settings: { routes: [{ ...route, channel: 'CTEAM' }] } })
      await stage.hear(labels(heard))
      return stage.book.all()[0]?.channel
    }
    expect(await to({ labels: { team: 'pay*' } }, { team: 'payments' })).toBe('CTEAM')
    expect(await to({ namespaces: ['shop'] }, { namespace: 'shop' })).toBe('CTEAM')
    expect(await to({ detectors: ['alertmanager'] }, {})).toBe('CTEAM')
    expect(await to({ labels: { team: 'pay*' } }, { team: 'search' })).toBe('COPS')
  })

  test('that is not heard of any more is over, and its message says since when', async () => {
    const stage = await alertStage()
    await stage.hear()
    await stage.clock.advance(11 * HOUR)
    expect(stage.book.all()[0]?.state).toBe('open')

    await stage.clock.advance(2 * HOUR)

    expect(stage.book.all()[0]?.state).toBe('resolved')
    expect(stage.cards()[0]).toContain(
      'Alertmanager did not say that it ended: it was last heard of',
    )
  })
})

describe('an alert beside what is seen', () => {
  test('is a line in the same message, which the worse of the two makes as bad', async () => {
    const stage = await alertStage()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)
    await stage.hear({ labels: { ...alert().labels, severity: 'critical' } })
    await stage.clock.advance(11_000)

    expect(stage.cards()).toHaveLength(1)
    expect(stage.cards()[0]).toContain('failed: deployment/web in shop crashes (exit 1)')
    expect(stage.cards()[0]).toContain('Alertmanager: KubePodCrashLooping since')
    expect(stage.cards()[0]).toContain('Affected: 1 pod: web-1')

    await stage.watching.set(pod('web-1'))
    await stage.clock.advance(CLEAR_MS + 20_000)
    expect(stage.cards()[0]).not.toContain('resolved')
    await stage.end()
    await stage.clock.advance(CLEAR_MS + 20_000)
    expect(stage.cards()).toHaveLength(1)
    expect(stage.cards()[0]).toContain('resolved: deployment/web in shop is fine again')
  })

  test('of a pod on a lost node is told with the node; one of the operator’s own is told in any case', async () => {
    const stage = await alertStage()
    await stage.watching.set(loner('api'))
    await stage.watching.set(node('n1', ['api-1']))
    await stage.clock.advance(1000)
    const { labels: usual } = alert()
    await stage.hear({ labels: { ...usual, pod: 'api-1' } })
    expect(stage.cards()).toHaveLength(1)

    await stage.hear({ fingerprint: 'b2', labels: { ...usual, alertname: 'Own', pod: 'api-1' } })
    expect(stage.cards()).toHaveLength(2)
    expect(stage.cards()[1]).toContain('deployment/api in shop has alert Own')
  })

  test('more than ten are one digest', async () => {
    const stage = await alertStage()
    const many = Array.from({ length: 40 }, (_none, i) =>
      alert({
        fingerprint: `f${i}`,
        heardAt: stage.clock.now().toISOString(),
        ...labels({ namespace: `n${i}` }),
      }),
    )
    await stage.engine.keepAlerts(many)
    await stage.clock.advance(2000)

    expect(stage.cards()).toHaveLength(1)
    expect(stage.cards()[0]).toContain('40 new incidents')
  })
})

describe('a restart', () => {
  test('repeats nothing and ends nothing, however long the cluster takes to be seen', async () => {
    const book = memoryIncidents()
    const first = await alertStage({ book })
    await first.watching.set(pod('web-1'))
    await first.hear()
    await first.stop()
    const before = book.told.length

    const second = await alertStage({
      book,
      alerts: first.alerts,
      clock: first.clock,
      synced: false,
    })
    await second.watching.set(pod('web-1'))
    await second.clock.advance(30_000)
    second.watching.sync()
    await second.clock.advance(5 * 60_000)

    expect(book.told.length).toBe(before)
    expect(book.all().map(({ state, times }) => [state, times])).toEqual([['open', 1]])
  })

  test('resolves what ended meanwhile', async () => {
    const book = memoryIncidents()
    const first = await alertStage({ book })
    await first.hear()
    await first.stop()
    const at = first.clock.now().toISOString()
    await first.alerts.keep([alert({ state: 'resolved', endsAt: at, heardAt: at })])

    const second = await alertStage({ book, alerts: first.alerts, clock: first.clock })
    await second.clock.advance(20_000)

    expect(second.book.all()[0]?.state).toBe('resolved')
  })
})

describe('when things are away', () => {
  test('a cluster that cannot be seen: after a minute alerts are told by their labels alone', async () => {
    const stage = await alertStage({ synced: false })
    await stage.hear()
    await stage.clock.advance(50_000)
    expect(stage.cards()).toEqual([])

    await stage.clock.advance(15_000)
    expect(stage.cards()[0]).toContain('pod/web-1 in shop has alert KubePodCrashLooping')

    await stage.end()
    expect(stage.cards()[0]).toContain('resolved:')
  })

  test('the store: what could not be kept is refused, and nothing ends meanwhile', async () => {
    const stage = await alertStage()
    await stage.hear()
    stage.alerts.away = true
    await expect(stage.hear({ fingerprint: 'b2' })).rejects.toThrow('The store is away.')
    await stage.clock.advance(60_000)
    expect(stage.book.all().map(({ state }) => state)).toEqual(['open'])

    stage.alerts.away = false
    await stage.hear({ fingerprint: 'b2', ...labels({}) })
    await stage.clock.advance(30_000)
    expect(stage.book.all().map(({ state }) => state)).toEqual(['open', 'open'])
  })

  test('another process that hears them: what it opened is not ended here before the alerts were read', async () => {
    const book = memoryIncidents()
    const one = await alertStage({ book })
    const other = await alertStage({ book, alerts: one.alerts, clock: one.clock })
    await one.watching.set(pod('web-1'))
    await other.watching.set(pod('web-1'))
    await one.hear()
    await one.hear({ fingerprint: 'b2', ...labels({}) })
    await one.clock.advance(60_000)

    expect(book.all().map(({ state, times }) => [state, times])).toEqual([
      ['open', 1],
      ['open', 1],
    ])
    await other.end()
    await one.clock.advance(60_000)
    expect(book.all().map(({ state }) => state)).toEqual(['resolved', 'open'])
  })
})

describe('an alert that always fires', () => {
  const watchdog = { fingerprint: 'dog', labels: { alertname: 'Watchdog', severity: 'none' } }

  test('is no incident, and its end is none', async () => {
    const stage = await alertStage()
    await stage.hear(watchdog)
    await stage.hear({ fingerprint: 'i', labels: { alertname: 'InfoInhibitor' } })
    await stage.end(watchdog)
    await stage.clock.advance(14 * HOUR)

    expect(stage.book.all()).toEqual([])
  })

  test('tells by its silence where that is wanted: once, until it is heard again', async () => {
    const stage = await alertStage({ alertmanager: { watchdog: 600_000 } })
    await stage.hear(watchdog)
    await stage.end(watchdog)
    await stage.clock.advance(9 * 60_000)
    expect(stage.cards()).toEqual([])

    await stage.clock.advance(2 * 60_000)
    expect(stage.cards()[0]).toContain('failed: alert/Watchdog is silent')

    await stage.hear(watchdog)
    expect(stage.cards()[0]).toContain('resolved:')
    expect(stage.cards()).toHaveLength(1)
  })
})
