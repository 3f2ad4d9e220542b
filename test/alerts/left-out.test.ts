import { expect, test } from 'vitest'
import { createLeftOut } from '../../src/alerts/left-out.ts'
import { incidentStage, words } from '../support/incident-stage.ts'

const HOUR = 3_600_000
const heard = (unserved: readonly (readonly [string, number])[], more = {}) => ({
  alerts: [],
  unserved: new Map(unserved),
  malformed: 0,
  truncated: 0,
  ...more,
})

test('alerts that cannot be taken are one incident for the admins, over when none came for hours', async () => {
  const leftOut = createLeftOut()
  const stage = await incidentStage({ adminChannel: 'CADMIN', alertsLeftOut: leftOut.recent })
  leftOut.note(heard([['mars', 3]], { truncated: 7 }), stage.clock.now())
  await stage.clock.advance(60_000)
  leftOut.note(heard([['mars', 4]]), stage.clock.now())
  await stage.clock.advance(60_000)

  const card = () => [...stage.book.deliveries.values()].find(({ key }) => key.endsWith('/card'))
  expect(card()?.to).toMatchObject({ channelId: 'CADMIN' })
  expect(words(card()?.view)).toContain('sends alerts that cannot be taken')
  expect(words(card()?.view)).toContain('4 of the cluster mars, which is not served')
  expect(words(card()?.view)).toContain('7 that were cut off: by max_alerts')

  await stage.clock.advance(7 * HOUR)
  expect(words(card()?.view)).toContain('resolved')
  expect(stage.book.all()).toHaveLength(1)
})

test('names without end are not remembered without end', () => {
  const leftOut = createLeftOut()
  const at = new Date('2026-03-02T10:00:00Z')
  const many = Array.from({ length: 500 }, (_none, i) => [`cluster-${i}`, 1] as const)
  leftOut.note(heard(many), at)

  expect(leftOut.recent(at)).toHaveLength(50)
})
