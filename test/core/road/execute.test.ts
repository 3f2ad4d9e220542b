import { describe, expect, test } from 'vitest'
import { LostAnswerError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { said } from './fake-conversation.ts'
import { testRoad } from './road.ts'
import { web } from '../../support/web-deployment.ts'

const lost = () => Promise.reject(new LostAnswerError('lost-answer', text`no answer`))

describe('when the answer to the write is lost', () => {
  test('it is looked up in the cluster, and followed when it was made', async () => {
    const objects = [web()]
    const road = testRoad({ objects, apply: lost })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(10_000)
    await asked

    expect(road.writes).toHaveLength(1)
    expect(said(road.card())).toContain('Scaled deployment/web')
  })

  test('it is never sent again, and what is not known is said to be not known', async () => {
    const road = testRoad({ objects: [web()], apply: lost })

    const asked = road.ask('scale web 5')
    await road.clock.advance(20_000)
    await asked

    expect(road.writes).toHaveLength(1)
    const shown = said(road.card())
    expect(shown).toContain('it is not known whether it was made')
    expect(shown).toContain('replicas is still 3')
  })
})
