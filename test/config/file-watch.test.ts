import { execFileSync } from 'node:child_process'
import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFileWatch } from '../../src/config/file-watch.ts'
import { fakeLog } from '../support/fake-log.ts'
import { mountVolume } from '../support/mounted-volume.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { fastClock } from '../support/whole-clock.ts'
import { until } from '../support/patience.ts'

type Wishes = { readonly answers?: readonly boolean[]; readonly pollMs?: number }

/** A watch that has taken what is there; counts what it takes from then on. */
async function watching(paths: readonly string[], { answers = [], pollMs = 600_000 }: Wishes = {}) {
  let taken = 0
  let looks = 0
  const watch = createFileWatch({
    paths: async () => {
      looks++
      return paths
    },
    onChange: async () => answers[taken++] ?? true,
    clock: fastClock(10),
    log: fakeLog(),
    pollMs,
  })
  onTestFinished(() => watch.stop())
  await watch.start()
  await until(() => taken === 1)
  // It listens by then, and what it took is what is there.
  await quiet()
  return { taken: () => taken - 1, looks: () => looks, look: watch.look }
}

/** Long enough for whatever is to come, on a fast clock. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 250))

function file(text: string) {
  const folder = temporaryFolder({ 'deckwatch.yaml': text })
  return { folder, path: join(folder, 'deckwatch.yaml') }
}

test('what is written into a file is taken', async () => {
  const { path } = file('a')
  const { taken } = await watching([path])
  writeFileSync(path, 'b')

  await until(() => taken() === 1)
})

test('a file that is touched, or written anew with the same, changes nothing', async () => {
  const { path } = file('a')
  const { taken, look } = await watching([path])
  utimesSync(path, new Date(0), new Date(0))
  writeFileSync(path, 'a')
  look()
  await quiet()

  expect(taken()).toBe(0)
})

test('a pipe in the place of a file is no file: the watch goes on, and takes what comes next', async () => {
  const { folder, path } = file('a')
  const { taken } = await watching([path])
  rmSync(path)
  execFileSync('mkfifo', [path])
  await until(() => taken() === 1)
  writeFileSync(join(folder, 'next'), 'b')
  renameSync(join(folder, 'next'), path)

  await until(() => taken() === 2)
})

test('nobody looks for what is written beside the files, as a store is', async () => {
  const { folder, path } = file('a')
  const { looks } = await watching([path])
  const before = looks()
  for (const name of ['deckwatch.db', 'deckwatch.db-wal']) writeFileSync(join(folder, name), 'x')
  await quiet()

  expect(looks()).toBe(before)
})

test('another file that an editor puts in its place is taken', async () => {
  const { folder, path } = file('a')
  const { taken } = await watching([path])
  for (const text of ['b', 'c']) {
    const before = taken()
    writeFileSync(join(folder, '.deckwatch.yaml.swp'), text)
    renameSync(join(folder, '.deckwatch.yaml.swp'), path)
    await until(() => taken() === before + 1)
    await quiet()
  }

  expect(taken()).toBe(2)
})

test('a volume of Kubernetes is followed through its exchanged link, again and again', async () => {
  const volume = mountVolume(join(temporaryFolder(), 'config'), { 'a.yaml': '1', 'b.yaml': '1' })
  const { taken } = await watching([volume.path('a.yaml'), volume.path('b.yaml')])
  for (const text of ['2', '3', '4']) {
    const before = taken()
    volume.swap({ 'b.yaml': text })
    await until(() => taken() === before + 1)
    await quiet()
  }
  volume.swap({})
  await quiet()

  expect(taken()).toBe(3)
})

test('a file that is away for a moment is waited for', async () => {
  const { path } = file('a')
  const { taken } = await watching([path])
  rmSync(path)
  await new Promise((resolve) => setTimeout(resolve, 60))
  writeFileSync(path, 'b')
  await until(() => taken() === 1)
  await quiet()

  expect(taken()).toBe(1)
})

test('a file that stays away is handed on', async () => {
  const { path } = file('a')
  const { taken } = await watching([path])
  rmSync(path)

  await until(() => taken() === 1)
})

test('a file that is still being written is taken once, when it is whole', async () => {
  const { path } = file('a')
  const { taken } = await watching([path])
  for (let length = 1; length <= 10; length++) {
    writeFileSync(path, 'b'.repeat(length))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await until(() => taken() >= 1)
  await quiet()

  expect(taken()).toBe(1)
})

test('what could not be taken is tried again without another change', async () => {
  const { path } = file('a')
  const { taken } = await watching([path], { answers: [true, false, false], pollMs: 1000 })
  writeFileSync(path, 'b')
  await until(() => taken() === 3)
  await quiet()

  expect(taken()).toBe(3)
})

test('what changes while it is being taken is taken as well, even when it is what was there before', async () => {
  const { path } = file('a')
  let taken = 0
  const watch = createFileWatch({
    paths: async () => [path],
    onChange: async () => {
      if (++taken === 2) writeFileSync(path, 'c')
      if (taken === 2) writeFileSync(path, 'b')
      return true
    },
    clock: fastClock(10),
    log: fakeLog(),
    pollMs: 600_000,
  })
  onTestFinished(() => watch.stop())
  await watch.start()
  await until(() => taken === 1)
  writeFileSync(path, 'b')

  await until(() => taken === 3)
})
