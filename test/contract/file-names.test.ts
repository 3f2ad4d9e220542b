import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-tree.ts'

const VAGUE = /^(?:utils?|helpers?|common|misc|types|constants|base)\.tsx?$/
const files = sourceFiles('src', 'commands', 'rbac', 'playground', 'bench', 'build', 'test')

test('no file has a name that says nothing', () => {
  expect(files.filter((file) => VAGUE.test(basename(file)))).toEqual([])
})

test('only what people can say, rules and detectors included, is listed in an index', () => {
  const registries = ['commands/index.ts', 'rbac/rules/index.ts', 'src/detectors/index.ts']
  const indexes = sourceFiles('src', 'commands', 'rbac').filter(
    (file) => basename(file) === 'index.ts',
  )

  expect(indexes.filter((file) => !registries.includes(file))).toEqual([])
})
