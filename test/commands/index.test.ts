import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { changeFlags, queryFlags } from '../../src/core/road/common-flags.ts'
import { findCommand } from '../../src/core/words/find-command.ts'
import { flagName, type Parameter } from '../../src/core/words/parameters.ts'
import { parseWithCommon } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'

describe.each(commands.map((command) => [command.name, command] as const))('%s', (_, command) => {
  const common = command.kind === 'change' ? changeFlags : queryFlags
  const flags = Object.entries<Parameter>(command.parameters).flatMap(([key, parameter]) =>
    parameter.is === 'positional' ? [] : [{ key, short: parameter.short }],
  )

  test.each(command.examples)('understands its own example "%s"', (example) => {
    const found = findCommand(commands, tokenize(example))

    expect(found.command).toBe(command)
    expect(() => parseWithCommon(command, found.rest, common)).not.toThrow()
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
