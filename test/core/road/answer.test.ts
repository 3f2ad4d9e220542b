import { plain } from '../../../src/core/text.ts'
import { describe, expect, test } from 'vitest'
import { defineQuery } from '../../../src/core/command.ts'
import { DeniedError, UnavailableError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { view } from '../../../src/core/view.ts'
import { said } from './fake-conversation.ts'
import { testRoad } from './road.ts'
import { web } from '../../support/web-deployment.ts'

describe('the door', () => {
  test('somebody who is not mapped is told, and nothing is read', async () => {
    const road = testRoad({
      identify: () => Promise.reject(new DeniedError('not-mapped', text`I do not know you.`)),
    })

    await road.ask('scale web 5')

    expect(said(road.conversation.replies[0]?.view)).toContain('I do not know you.')
    expect(road.reader.calls).toEqual([])
  })

  test('what nobody foresaw shows an id that is in the log', async () => {
    const road = testRoad({ identify: () => Promise.reject(new TypeError('x is not a function')) })

    await road.ask('scale web 5')

    const shown = said(road.conversation.replies[0]?.view)
    const id = road.log.lines.find(({ level }) => level === 'error')?.facts['request']
    expect(shown).toContain(`That broke on our side (id ${String(id)})`)
    expect(shown).not.toContain('x is not a function')
  })

  test('whoever presses a button shares nothing, whatever its words say', async () => {
    const road = testRoad({ objects: [web()] })

    await road.ask('scale web 3 --public')
    await road.ask('scale web 3 --public', 'button')

    expect(road.conversation.replies.map(({ audience }) => audience)).toEqual(['public', 'private'])
  })

  test('A13: a flood is refused once, then in silence, and ends with the flood', async () => {
    const road = testRoad({ objects: [web()], perUser: { burst: 3, perSecond: 1 } })

    for (let i = 0; i < 10; i++) await road.ask('scale web 3')
    const duringFlood = road.conversation.replies.map(({ view }) => said(view))
    await road.clock.advance(5000)
    await road.ask('scale web 3')

    expect(duringFlood.filter((line) => line.includes('Too many commands'))).toHaveLength(1)
    expect(duringFlood).toHaveLength(4)
    expect(said(road.conversation.replies.at(-1)?.view)).toContain('There are 3 already.')
  })

  test('with several clusters and no default nothing is guessed', async () => {
    const road = testRoad({ objects: [web()], clusters: ['prod-eu', 'staging'] })

    await road.ask('scale web 5')

    expect(said(road.conversation.replies[0]?.view)).toContain('Which cluster?')
    expect(said(road.conversation.replies[0]?.view)).toContain('prod-eu, staging')
  })

  test('only with several clusters and no default is no cluster meant', async () => {
    const asked: (string | undefined)[] = []
    const probe = defineQuery({
      name: 'probe',
      summary: 'Look which cluster is meant',
      parameters: {},
      examples: ['probe'],
      cluster: false,
      access: async () => [],
      run: async (_, { desk }) => {
        asked.push(desk.meantHere)
        return view('plain', text`done`)
      },
    })

    for (const clusters of [['prod-eu'], ['prod-eu', 'staging']]) {
      const road = testRoad({ commands: [probe], clusters })
      await road.ask('probe')
      await road.ask('probe -c prod-eu')
    }

    expect(asked).toEqual(['prod-eu', 'prod-eu', undefined, undefined])
  })

  test('what is only read when the program stops may take five seconds more; then that is told', async () => {
    const slow = defineQuery({
      name: 'slow',
      summary: 'Take its time',
      parameters: {},
      examples: ['slow'],
      cluster: false,
      access: async () => [],
      run: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () =>
            reject(new UnavailableError('cancelled', text`Cancelled before it answered.`)),
          )
        }),
    })
    const road = testRoad({ commands: [slow] })

    const before = road.ask('slow')
    await road.clock.advance(1000)
    road.stop()
    const after = road.ask('slow')
    await road.clock.advance(4900)
    expect(road.conversation.replies).toEqual([])
    await road.clock.advance(200)
    await Promise.all([before, after])

    expect(road.conversation.replies.map(({ view: shown }) => said(shown))).toEqual([
      expect.stringContaining('Cancelled before it answered.'),
      expect.stringContaining('Cancelled before it answered.'),
    ])
    expect(road.clock.pending()).toBe(0)
  })

  test('an unknown command names the nearest one, as a whole command to press', async () => {
    const road = testRoad({})

    await road.ask('scael web 5')

    expect(road.conversation.replies[0]?.view.buttons).toEqual([
      { label: 'scale web 5', words: 'scale web 5' },
    ])
  })

  test('the last line of a request says who asked for which command on which cluster', async () => {
    const road = testRoad({ objects: [web()] })

    await road.ask('scale web 3')
    await road.ask('scale nothing 3')

    const [answered, refused] = road.log.lines.map(({ message, facts }) => ({ message, ...facts }))
    const asked = { userId: 'U1', command: 'scale', cluster: 'prod-eu' }
    expect(answered).toMatchObject({ message: 'request answered', ...asked })
    expect(refused).toMatchObject({ message: 'request refused', ...asked })
    expect(JSON.stringify(road.log.lines)).not.toContain('scale web')
  })

  test('every answer about a cluster names the freezes that hold there', async () => {
    const until = new Date('2026-03-02T18:00:00Z')
    const freeze = { name: 'sale', reason: 'the sale', effect: 'ask', until } as const
    const road = testRoad({ objects: [web()], rules: { freezes: () => [freeze] } })

    await road.ask('scale web 3')
    await road.ask('scale nothing 3')
    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    road.stop()
    await road.clock.advance(10)
    await asked

    const shown = [...road.conversation.replies.map(({ view }) => view), road.card()]
    expect(shown.map((view) => view?.scope?.freezes)).toEqual(
      Array.from({ length: 3 }, () => [{ name: 'sale', until }]),
    )
  })
})

test('what seems to hold a secret is not planned, not held and not on record', async () => {
  const road = testRoad()

  await road.ask('scale web 5 --reason "the password is hunter2"')

  expect(plain(road.conversation.replies[0]?.view.title ?? [])).toContain('a secret')
  expect(road.events).toEqual([])
})
