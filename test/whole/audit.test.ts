import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'
import { countRequests, isPatch } from './whole-requests.ts'

describe('the audit trail of the whole bot', () => {
  let stage: Stage
  const said = async (...asked: Parameters<Stage['ask']>) => saidBy(await stage.ask(...asked))
  beforeAll(async () => {
    stage = await startStage()
  })
  afterAll(() => stage.stop())

  test('a change says under which number it is on record, and `audit` shows it', async () => {
    const changed = await said('bob', 'scale deploy/web 4 --reason "sale at 18:00"')
    const [, number = ''] = /audit #(\d+)/.exec(changed) ?? []
    expect(number).not.toBe('')

    const shown = await said('alice', 'audit deploy/web')
    expect(shown).toContain('changes of deployment/web in shop · 1')
    expect(shown).toContain(number)
    expect(shown).toContain('replicas 3 → 4 (“sale at 18:00”)')
    expect(shown).toContain('developers-run-the-shop')
    expect(shown).toContain('rolled out')
  })

  test('what was denied is on record too, under the name of who asked', async () => {
    await said('carol', 'scale deploy/web 0')
    await said('bob', 'scale deploy/web 0')

    const shown = await said('alice', 'audit --by bob --since 1h')
    expect(shown).toContain('prod-no-zero')
    expect(shown).toContain('denied')
    expect(shown).not.toContain('carol')
  })

  test('another cluster’s trail is its own', async () => {
    expect(await said('alice', 'audit -c staging')).toContain('changes · none')
  })

  test('every record has its copy in the log', () => {
    const copies = stage.log.lines.filter(({ message }) => message === 'audit record')
    expect(copies.map(({ facts }) => facts['audit'])).toEqual(
      expect.arrayContaining(['intent', 'outcome', 'refusal']),
    )
    expect(copies.map(({ facts }) => facts['seq'])).toEqual(copies.map((_, i) => i + 1))
  })
})

describe('D1: while the store is away', () => {
  let stage: Stage
  let admin: Admin
  let dead: { readonly port: number; close(): void }
  beforeAll(async () => {
    dead = await deadEnd()
    stage = await startStage({ env: { DATABASE_URL: `postgres://a:b@127.0.0.1:${dead.port}/x` } })
    admin = adminOf(stage.prod)
  })
  afterAll(async () => {
    await admin.close()
    await stage.stop()
    dead.close()
  })

  test('the bot starts, is not ready, and reads go on', async () => {
    expect(stage.bot.unready()).toContain('the store cannot be written')
    expect(saidBy(await stage.ask('bob', 'get deploy'))).toContain('web')
  })

  test('a change is refused, nothing is sent to the cluster, and the message says why', async () => {
    const patches = countRequests([stage.prod], isPatch)
    const answer = saidBy(await stage.ask('bob', 'scale deploy/web 5'))

    expect(answer).toContain('it does not answer')
    expect(answer).toContain('Nothing is changed while')
    expect(patches()).toBe(0)
    expect(await admin.read('shop/deployments/web')).toContain('"replicas":3')
  })

  test('`audit` says that the trail cannot be reached', async () => {
    expect(saidBy(await stage.ask('bob', 'audit'))).toContain('store cannot be reached')
  })
})

/** A port where whoever connects is cut off at once. */
async function deadEnd() {
  const server: Server = createServer((socket: Socket) => void socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, close: () => void server.close() }
}
