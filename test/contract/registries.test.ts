import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-tree.ts'
import { commands } from '../../commands/index.ts'

const files = sourceFiles('commands').filter((file) => /^commands\/[^/]+\.ts$/.test(file))
const names = files.map((file) => basename(file, '.ts')).filter((name) => name !== 'index')
const listed = commands.map((command) => command.name.replaceAll(' ', '-'))

test('every command file is listed in commands/index.ts', () => {
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => !listed.includes(name))).toEqual([])
})

test('every listed command has a file of its name', () => {
  expect(listed.filter((name) => !names.includes(name))).toEqual([])
})

test('every command has a test of its name', () => {
  const missing = names.filter((name) => !existsSync(`test/commands/${name}.test.ts`))
  expect(missing).toEqual([])
})

test('no two commands answer to the same word', () => {
  const words = commands.flatMap((command) => [command.name, ...command.aliases])
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
})

test('every command says what it does and shows an example', () => {
  const mute = commands.filter((command) => command.summary === '' || command.examples.length === 0)
  expect(mute.map((command) => command.name)).toEqual([])
})
