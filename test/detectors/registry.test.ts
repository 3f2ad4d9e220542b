import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { failureModes } from '../../src/detectors/diagnosis/modes.ts'
import { detectors } from '../../src/detectors/index.ts'
import { sourceFiles } from '../contract/source-tree.ts'

const names = sourceFiles('src/detectors')
  .filter((file) => /^src\/detectors\/[^/]+\.ts$/.test(file))
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'index')
const ids = detectors.map(({ id }) => id)

test('every detector file is listed in src/detectors/index.ts, under its own name', () => {
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !ids.includes(name))).toEqual([])
  expect(ids.filter((id) => !names.includes(id))).toEqual([])
})

test('no two detectors have one id', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

test('every detector says what it tells, what to do, and when', () => {
  const mute = detectors.filter(
    ({ summary, nextStep, holdMs, clearMs }) =>
      summary === '' || !nextStep.endsWith('.') || holdMs < 0 || clearMs < 0,
  )
  expect(mute.map(({ id }) => id)).toEqual([])
})

test('every detector keeps something of the kind that it looks at', () => {
  const blind = detectors.filter(({ resource, keeps }) => {
    return !keeps.some((one) => resource === [one.resource, one.group].filter(Boolean).join('.'))
  })
  expect(blind.map(({ id }) => id)).toEqual([])
})

test('no detector keeps what may hold a secret', () => {
  const paths = detectors.flatMap(({ keeps }) =>
    keeps.flatMap((one) => one.paths.map((path) => `${one.resource}: ${path}`)),
  )
  expect(paths.filter((path) => /\benv\b|secret|configmap|\bargs\b/i.test(path))).toEqual([])
})

test('at least fifteen failure modes have a diagnosis', () => {
  const modes = new Set(failureModes.map(({ id }) => id))
  expect(modes.size).toBeGreaterThanOrEqual(15)
  expect([...modes].filter((id) => !/^[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([])
})
