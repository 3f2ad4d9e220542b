import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { queryFlags, readChange, temporaryFlags } from '../../src/core/road/common-flags.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { flagName, type Parameter } from '../../src/core/words/parameters.ts'
import { parseWithCommon } from '../../src/core/words/parse-args.ts'
import { plain } from '../../src/core/text.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { commandContext } from '../support/command-context.ts'
import { fakePlanDesk } from '../support/fake-plan-desk.ts'
import { heldPlan } from '../support/held-plans.ts'
import { node } from '../support/kube-nodes.ts'
import { deployment } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'
import { understand } from '../support/understand-words.ts'

describe.each(commands.map((command) => [command.name, command] as const))('%s', (_, command) => {
  const common = command.kind === 'change' ? temporaryFlags : queryFlags
  const flags = Object.entries<Parameter>(command.parameters).flatMap(([key, parameter]) =>
    parameter.is === 'positional' ? [] : [{ key, short: parameter.short }],
  )

  test.each(command.examples)('understands its own example "%s"', (example) => {
    const found = findCommand(commands, tokenize(example))

    expect(found.command).toBe(command)
    expect(() => understand(command, found.rest)).not.toThrow()
  })

  test('has examples and a summary of one line', () => {
    expect(command.examples.length).toBeGreaterThan(0)
    expect(command.summary).toMatch(/^[A-Z].{10,80}[^.]$/)
  })

  test('has no flag twice, and none that every command has', () => {
    const taken = Object.entries<Parameter>(common).flatMap(([key, parameter]) => [
      flagName(key),
      parameter.is === 'positional' ? undefined : parameter.short,
    ])
    const own = flags.flatMap(({ key, short }) => [flagName(key), short]).filter(Boolean)

    expect(new Set(own).size).toBe(own.length)
    expect(own.filter((name) => taken.includes(name))).toEqual([])
  })
})

test('no name or alias is given twice', () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases])

  expect(new Set(names).size).toBe(names.length)
})

test('--for is offered exactly where a clock can take a change back', () => {
  const temporary = commands.filter((command) => command.kind === 'change' && command.temporary)

  expect(temporary.map(({ name }) => name)).toEqual(['scale', 'pause', 'cordon', 'label'])
})

test('deciding needs no cluster: neither do the lists of what waits', () => {
  const lists = ['approvals', 'scheduled', 'reviews', 'incidents', 'mutes']
  const found = commands.filter(({ name }) => lists.includes(name))

  expect(found.map((command) => command.kind === 'query' && command.cluster)).toEqual(
    lists.map(() => false),
  )
})

describe('what is about held plans answers its own examples', () => {
  const held = heldPlan({ review: { state: 'open' } })
  const about = commands.filter(
    (command) =>
      (command.kind === 'decision' && command.name !== 'mute') ||
      ['approvals', 'scheduled', 'reviews'].includes(command.name),
  )
  const examples = about.flatMap((command) => command.examples.map((words) => ({ command, words })))

  test.each(examples)('$words', async ({ command, words }) => {
    if (command.kind !== 'decision' && command.kind !== 'query') throw new Error('not run so')
    const plans = fakePlanDesk({ plans: [held] })
    const { rest } = findCommand(commands, tokenize(words))
    const { args } = parseWithCommon(command, rest, queryFlags)
    const view = await command.run(args, commandContext({ words, desk: { plans } }))

    expect(`${plain(view.title)} ${JSON.stringify(view.parts)}`).toContain('8f3c21aa')
  })
})

test.each([
  ['cordon node-1', [node(), node({ name: 'node-2' })]],
  ['uncordon node-1', [node({ cordoned: true })]],
  ['pause deploy/web -n shop', [deployment()]],
  ['resume deploy/web -n shop', [deployment({ spec: { paused: true } })]],
  ['label deploy/web tier=front -n shop', [deployment()]],
  ['label pod/web-1 app=debug --overwrite -n shop --for 1h', [pod({ name: 'web-1' })]],
  [
    'label node/node-1 example.com/rack=a7 old-rack-',
    [node({ labels: { 'old-rack': 'a6' } }), node({ name: 'node-2' })],
  ],
  ['undo', [deployment({ replicas: 5 })]],
  ['undo 8f3c21aa', [deployment({ replicas: 5 })]],
] as const)('the example "%s" plans a change', async (words, objects) => {
  const last = heldPlan()
  const { command, rest } = findCommand(commands, tokenize(words))
  if (command.kind !== 'change') throw new Error('not a change')
  const { args } = readChange(command, rest)
  const desk = { plans: fakePlanDesk({ plans: [last], last }) }
  const draft = await command.plan(args, commandContext({ words, objects, desk }))

  expect(command.examples).toContain(words)
  expect(draft.effects).toHaveLength(1)
  expect(draft.effects[0]?.inverse.length).toBeGreaterThan(1)
})
