import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { movableClock } from '../support/whole-clock.ts'
import { asksFor, becomes, pressed, told } from '../support/whole-screen.ts'
import { NO_LIMITS, SAMPLE_CONFIG, type Stage, startStage } from '../support/whole-stage.ts'

const { bob, dave } = people
const { ops } = channels
const BY_EMAIL = `identity:
  email:
    enabled: true
    domains: [acorn.example]
    userTemplate: '{local}'
    roles: [platform]
    why: SSO enforced, profiles locked
`

const clock = movableClock(4)
let stage: Stage
beforeAll(async () => {
  const config = `${SAMPLE_CONFIG.replace('identity:\n', BY_EMAIL)}${NO_LIMITS}`
  stage = await startStage({ clock, config })
})
afterAll(() => stage.stop())

describe('A10: an address that somebody gave themselves', () => {
  const asAddress = (email: string) => {
    stage.slack.world.people.set(dave.id, { ...dave, email })
    clock.pass(11 * 60_000)
  }

  test('does not make them somebody who has an entry of their own', async () => {
    const { card } = await asksFor(
      stage,
      [bob, ops],
      'scale deploy/web 8 -n shop --reason "sale at 18:00"',
    )
    expect(await told(stage, [dave, ops], 'whoami')).toContain('dave')
    asAddress('hana@acorn.example')

    expect(await pressed(stage, [dave, card], 'Approve')).toContain(
      'Your e-mail address in Slack has changed, so it does not count for now.',
    )
    await becomes(stage, card, '0 of 2')
  })

  test('raises an alarm in the log, and counts no sooner when it is changed back', async () => {
    expect(stage.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'mapped e-mail changed' }),
    )
    asAddress('dave@acorn.example')

    expect(await told(stage, [dave, ops], 'get deploy -n shop')).toContain('has changed')
  })

  test('is refused also by a bot that never saw another one', async () => {
    await stage.restart(() => asAddress('hana@acorn.example'))

    expect(await told(stage, [dave, ops], 'get deploy -n shop')).toContain(
      'Your e-mail address stands for some',
    )
  })
})
