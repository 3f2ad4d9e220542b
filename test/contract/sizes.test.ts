import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-tree.ts'

/** A test file is a list of cases, so it may be longer. */
const ROOFS = [
  { roof: 200, below: ['src', 'commands', 'rbac', 'playground', 'bench', 'build'] },
  { roof: 400, below: ['test'] },
] as const
const VAGUE = /^(?:utils?|helpers?|common|misc|types|constants|base)\.tsx?$/
const files = sourceFiles('src', 'commands', 'rbac', 'playground', 'bench', 'build', 'test')

test.each(ROOFS)('no file below $below is longer than $roof lines', ({ roof, below }) => {
  const found = sourceFiles(...below)
  const long = found
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > roof)

  expect(found.length).toBeGreaterThan(20)
  expect(long).toEqual([])
})

test('no file has a name that says nothing', () => {
  expect(files.filter((file) => VAGUE.test(basename(file)))).toEqual([])
})

test('file names are in kebab case', () => {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.tsx?$/
  expect(files.filter((file) => !kebab.test(basename(file)))).toEqual([])
})

test('only what people can say, rules and detectors included, is listed in an index', () => {
  const registries = ['commands/index.ts', 'rbac/rules/index.ts', 'src/detectors/index.ts']
  const indexes = sourceFiles('src', 'commands', 'rbac').filter(
    (file) => basename(file) === 'index.ts',
  )

  expect(indexes.filter((file) => !registries.includes(file))).toEqual([])
})
