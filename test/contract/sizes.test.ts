import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-tree.ts'

const ROOF = 200
const VAGUE = /^(?:utils?|helpers?|common|misc|types|constants|base)\.tsx?$/
const files = sourceFiles('src', 'commands', 'rbac', 'playground', 'bench', 'build', 'test')

test(`no file is longer than ${ROOF} lines`, () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > ROOF)

  expect(files.length).toBeGreaterThan(50)
  expect(long).toEqual([])
})

test('no file has a name that says nothing', () => {
  expect(files.filter((file) => VAGUE.test(basename(file)))).toEqual([])
})

test('file names are in kebab case', () => {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.tsx?$/
  expect(files.filter((file) => !kebab.test(basename(file)))).toEqual([])
})

test('only what people can say, rules included, is listed in an index', () => {
  const registries = ['commands/index.ts', 'rbac/rules/index.ts']
  const indexes = files.filter((file) => basename(file) === 'index.ts')

  expect(indexes.filter((file) => !registries.includes(file))).toEqual([])
})
