import { onTestFinished } from 'vitest'
import type { AuditEntry } from '../../src/core/audit.ts'
import { DeniedError, UnavailableError } from '../../src/core/errors.ts'
import type { Facts } from '../../src/core/judge.ts'
import { text } from '../../src/core/text.ts'
import type { Watched } from '../../src/core/watched.ts'
import { createDesk } from '../../src/notify/desk/desk.ts'
import { commandContext } from '../support/command-context.ts'
import { type FakeCluster, fakeClusterReader } from '../support/fake-cluster-reader.ts'
import { HOLD_MS, incidentStage, pod, words } from '../support/incident-stage.ts'

export type DeskWishes = Pick<FakeCluster, 'forbidden' | 'objects'> & {
  readonly denies?: (facts: Facts) => boolean
  readonly away?: boolean
  /** What is wrong; default: a pod of deployment/web crashes. */
  readonly wrong?: Watched
}

/** Jane at the desk, while something is wrong. Nobody is mapped to U9; everybody else is Anna. */
export async function atDesk({ denies, away = false, wrong, ...cluster }: DeskWishes = {}) {
  const stage = await incidentStage()
  onTestFinished(stage.stop)
  await stage.watching.set(wrong ?? pod('web-1', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)
  const { request, desk } = commandContext(denies ? { denies } : {})
  const reader = fakeClusterReader(cluster)
  const info = { cluster: 'prod-eu', environment: 'production', production: true }
  const open = () => {
    if (away) throw new UnavailableError('cluster-unreachable', text`away`)
    return { reader, writer: { apply: () => Promise.reject(new Error('nobody writes here')) } }
  }
  const refused: AuditEntry[] = []
  const made = createDesk(
    { request, signal: new AbortController().signal },
    {
      ...stage,
      identify: async ({ userId, teamId }) => {
        if (userId === 'U9') throw new DeniedError('not-mapped', text`nobody`)
        return { ...request.actor, userId, teamId, name: 'Anna', user: 'anna' }
      },
      trail: { keep: async (entry) => ({ seq: refused.push(entry) }) },
      judge: desk.judge,
      settings: { channel: 'COPS', routes: [] },
      outbox: { keyAt: async () => undefined },
      clusters: { infos: [info], open, health: () => [] },
      wake: stage.engine.wake,
    },
  )
  const [first] = stage.book.all()
  const card = () => {
    const found = [...stage.book.deliveries.values()].find(({ key }) => key.endsWith('/card'))
    return words(found?.view)
  }
  return { ...stage, desk: made, refused, id: first?.id ?? '', card }
}
