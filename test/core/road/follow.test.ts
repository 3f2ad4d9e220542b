import { describe, expect, test } from 'vitest'
import { UnavailableError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { said } from './fake-conversation.ts'
import { testRoad } from './road.ts'
import { crashingPod, web } from '../../support/web-deployment.ts'

describe('a change is followed to its verdict', () => {
  test('done is said when the cluster says it is done, not when the patch was accepted', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(100)
    objects[0] = web({ generation: 8, replicas: 5, ready: 3 })
    await road.clock.advance(3000)

    expect(road.card()).toMatchObject({ tone: 'working' })
    expect(said(road.messenger.shown.at(-1)?.view)).toContain('3 of 5 updated · 3 available')

    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(1500)
    await asked

    expect(said(road.card())).toContain('Scaled deployment/web in shop in 4 s')
    expect(road.card()).toMatchObject({
      tone: 'done',
      scope: { cluster: 'prod-eu', production: true },
    })
  })

  test('the intent is on the trail before anything is sent, the outcome after', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(2000)
    await asked

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })

  test('a rollout that misses its deadline failed, and says so', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5, ready: 3, late: true })
    await road.clock.advance(2000)
    await asked

    expect(road.card()).toMatchObject({ tone: 'failed' })
    expect(said(road.card())).toContain('made no progress within its deadline')
  })

  test.each([
    ['are shown', () => true, true],
    ['stay private where policy closes logs', (command: string) => command !== 'logs', false],
  ])('the last lines of a crashed pod %s', async (_, allows, isShown) => {
    const objects = [web()]
    const road = testRoad({
      objects,
      logs: { 'web-1/app/previous': 'cannot reach the database' },
      judge: ({ command }) =>
        allows(command)
          ? { kind: 'allow', rule: { name: 'all' }, reason: 'everybody may' }
          : { kind: 'deny', rule: { name: 'no-logs' }, reason: 'logs are closed' },
    })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5, ready: 3, late: true })
    objects.push(...crashingPod())
    await road.clock.advance(2000)
    await asked

    expect(said(road.card())).toContain('CrashLoopBackOff')
    expect(said(road.card()).includes('cannot reach the database')).toBe(isShown)
  })

  test('when the cluster stays out of sight for two minutes, that is what is said', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5, ready: 3 })
    await road.clock.advance(1000)
    Object.assign(road.reader, {
      get: () => Promise.reject(new UnavailableError('cluster-unreachable', text`no route`)),
    })
    await road.clock.advance(125_000)
    await asked

    expect(said(road.card())).toContain('accepted, but its end was not seen')
  })

  test('somebody changing it again overtakes it', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 9, replicas: 4 })
    await road.clock.advance(2000)
    await asked

    expect(said(road.card())).toContain('then overtaken')
  })

  test('a deployment deleted on the way is told as that', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects.length = 0
    await road.clock.advance(2000)
    await asked

    expect(said(road.card())).toContain('was deleted')
  })

  test('when the bot stops, the watching ends, nothing is claimed, and the card waits for who goes on', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5, ready: 3 })
    await road.clock.advance(1000)
    road.stop()
    await asked

    expect(said(road.card())).toContain('Scaling deployment/web')
    expect(road.events).toEqual(['intent', 'write'])
  })
})
