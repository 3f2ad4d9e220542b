import { expect, test } from 'vitest'
import { startAll, stopAll } from '../../src/cli/services.ts'
import type { Service } from '../../src/core/service.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'

const never = () => new Promise<void>(() => {})

/** Nobody asks to stop. */
const running = new AbortController().signal

function recorded() {
  const events: string[] = []
  const service = (name: string, changes: Partial<Service> = {}): Service => ({
    name,
    start: async () => void events.push(`start ${name}`),
    stop: async () => void events.push(`stop ${name}`),
    unready: () => undefined,
    ...changes,
  })
  return { events, service, seams: { clock: fakeClock(), log: fakeLog() } }
}

test('services start in order and stop in reverse', async () => {
  const { events, service, seams } = recorded()
  const services = [service('kube'), service('slack')]

  const begun = await startAll(services, seams, running)
  await stopAll(begun, seams)

  expect(events).toEqual(['start kube', 'start slack', 'stop slack', 'stop kube'])
  expect(seams.clock.pending()).toBe(0)
})

test('all are closed before the first is stopped, and one that cannot be keeps nobody', async () => {
  const { events, service, seams } = recorded()
  const open = (name: string) =>
    service(name, { close: async () => void events.push(`close ${name}`) })
  const broken = service('alerts', { close: () => Promise.reject(new Error('gone')) })

  await stopAll([open('slack'), broken, service('keeper'), open('http')], seams)

  expect(events).toEqual([
    'close slack',
    'close http',
    'stop http',
    'stop keeper',
    'stop alerts',
    'stop slack',
  ])
})

test('when one cannot start, those before it are stopped and the reason is thrown', async () => {
  const { events, service, seams } = recorded()
  const refused = () => Promise.reject(new Error('port taken'))
  const services = [service('kube'), service('slack', { start: refused }), service('late')]

  await expect(startAll(services, seams, running)).rejects.toThrow('port taken')

  expect(events).toEqual(['start kube', 'stop kube'])
})

test('one that fails to stop keeps none of the others from stopping', async () => {
  const { events, service, seams } = recorded()
  const broken = service('slack', { stop: () => Promise.reject(new Error('gone')) })

  await stopAll([service('kube'), broken], seams)

  expect(events).toEqual(['stop kube'])
  expect(seams.log.lines).toContainEqual(
    expect.objectContaining({ level: 'error', message: 'service failed to stop' }),
  )
})

test('one that hangs is given up after the deadline', async () => {
  const { service, seams } = recorded()
  const stopping = stopAll([service('slack', { stop: never })], seams)

  await seams.clock.advance(20_000)
  await stopping

  expect(seams.log.lines.at(-1)).toMatchObject({ message: 'services did not stop in time' })
})

test('being asked to stop while one starts stops that one too, and starts no other', async () => {
  const { events, service, seams } = recorded()
  const asked = new AbortController()
  const slow = service('slack', { start: never })

  const starting = startAll([service('kube'), slow, service('late')], seams, asked.signal)
  await seams.clock.advance(0)
  asked.abort()
  await stopAll(await starting, seams)

  expect(events).toEqual(['start kube', 'stop slack', 'stop kube'])
})
