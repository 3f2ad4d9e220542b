import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import type { View } from '../../src/core/view.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { refusal } from '../support/ask-command.ts'
import { atDesk, type DeskWishes } from './at-desk.ts'
import { CLEAR_MS, node, pod, words } from '../support/incident-stage.ts'
import { deployment, replicaSet } from '../support/kube-objects.ts'
import { understand } from '../support/understand-words.ts'

const web = deployment({ image: 'web:1.6' })
const HISTORY = [
  web,
  replicaSet({ owner: web, revision: 3, image: 'web:1.6' }),
  replicaSet({ owner: web, revision: 2, image: 'web:1.6', replicas: 0 }),
  replicaSet({ owner: web, revision: 1, image: 'shop/web:1.4', replicas: 0 }),
]

const labelsOf = ({ buttons = [] }: View) => buttons.map(({ label }) => label)

const ask = async (wishes: DeskWishes = {}) => {
  const { desk, id } = await atDesk({ objects: HISTORY, ...wishes })
  return { view: await desk.actions(id), id }
}

describe('what somebody may do about an incident', () => {
  test('is offered as words that take their own road, the rollback with where it goes', async () => {
    const { view, id } = await ask()

    const here = 'deployment/web -n shop -c prod-eu'
    const on = '--on-cluster prod-eu'
    expect(view.buttons?.map(({ label, words: said }) => [label, said])).toEqual([
      ['Logs', `logs ${here}`],
      ['Log of the crash', 'logs pod/web-1 -n shop -c prod-eu --previous'],
      ['Describe', `describe ${here}`],
      ['Events', `events ${here}`],
      ['Restart', `restart ${here}`],
      ['Roll back to 1 (1.4)', `rollback ${here} --to-revision=1`],
      ['Acknowledge', `ack ${id}`],
      ['Assign to me', `assign ${id} me`],
      ['Mute…', `mute ${id}`],
      ['Mute until it changes', `mute ${id} change`],
      ['Mute deployment…', `mute deployment/web -n shop ${on}`],
      ['Mute crash-loop in shop…', `mute cause/crash-loop -n shop ${on}`],
      ['Mute shop…', `mute namespace/shop ${on}`],
    ])
  })

  test('is said in words that are understood', async () => {
    const { view } = await ask()

    for (const { words: said, question } of view.buttons ?? []) {
      const typed = question ? `${said} "until 18:00"` : said
      const { command, rest } = findCommand(commands, tokenize(typed))
      expect(() => understand(command, rest)).not.toThrow()
    }
  })

  test('goes back to the revision whose pods are still well, where a rollout got stuck', async () => {
    const stuck = { status: { availableReplicas: 2 } }
    const objects = HISTORY.map((one, i) => (i === 2 ? { ...one, ...stuck } : one))

    expect(labelsOf((await ask({ objects })).view)).toContain('Roll back to 2')
  })

  test('has no rollback where there is nothing to go back to', async () => {
    const { view } = await ask({ objects: HISTORY.slice(0, 2) })

    expect(labelsOf(view).filter((label) => label.startsWith('Roll'))).toEqual([])
  })

  test.each<[string, DeskWishes]>([
    ['policy', { denies: ({ risk }) => risk === 'change' }],
    ['the cluster', { forbidden: ['patch deployments'] }],
  ])('leaves out what %s does not let them, and says whom to ask', async (_, wishes) => {
    const { view } = await ask(wishes)

    const labels = labelsOf(view)
    expect(labels).toContain('Describe')
    expect(labels).toContain('Acknowledge')
    expect(labels).not.toContain('Restart')
    expect(words(view)).toContain('You may not change it. Ask')
  })

  test('leaves out logs where the cluster keeps them', async () => {
    const { view } = await ask({ forbidden: ['get pods/log'] })

    expect(labelsOf(view).filter((label) => label.startsWith('Log'))).toEqual([])
  })

  test('of a node is to cordon it, or to uncordon it', async () => {
    const sick = node('node-1', [])
    const cordon = await ask({ wrong: sick })
    expect(cordon.view.buttons?.map((button) => button.words)).toContain('cordon node-1 -c prod-eu')

    const { namespace: _, ...bare } = sick
    const wrong = { ...bare, body: { ...sick.body, spec: { unschedulable: true } } }
    const { view } = await ask({ wrong })
    expect(view.buttons?.map((button) => button.words)).toContain('uncordon node-1 -c prod-eu')
  })

  test('is nothing once it is over', async () => {
    const { desk, id, watching, clock } = await atDesk()
    await watching.set(pod('web-1'))
    await clock.advance(CLEAR_MS + 1000)

    const silence = desk.mute({ kind: 'incident', id }, 'change')
    for (const act of [desk.actions(id), desk.assign(id, 'me'), desk.unassign(id), silence])
      expect((await refusal(act)).code).toBe('incident-over')
  })
})
