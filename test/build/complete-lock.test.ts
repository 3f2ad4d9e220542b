import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { completeLock, readLock } from '../../build/lock/complete.ts'
import { platformOf } from '../../build/lock/platform.ts'

const lockOf = (packages: Record<string, Record<string, unknown>>) => ({
  name: 'sample',
  lockfileVersion: 3,
  packages,
})

test('a platform package that npm left out is written back', () => {
  const lock = lockOf({
    '': {},
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { '@tool/linux-x64-gnu': '2.0.0', '@tool/darwin-arm64': '2.0.0' },
    },
    'node_modules/@tool/linux-x64-gnu': { version: '2.0.0' },
  })

  const { lock: complete, added } = completeLock(lock)

  expect(added).toEqual(['node_modules/@tool/darwin-arm64'])
  expect(complete.packages['node_modules/@tool/darwin-arm64']).toEqual({
    version: '2.0.0',
    cpu: ['arm64'],
    dev: true,
    optional: true,
    os: ['darwin'],
  })
  expect(completeLock(complete).added).toEqual([])
})

test('another version at the top does not count: the package goes below the one that wants it', () => {
  const lock = lockOf({
    'node_modules/@tool/linux-x64': { version: '1.0.0' },
    'node_modules/app/node_modules/tool': {
      optionalDependencies: { '@tool/linux-x64': '2.0.0' },
    },
  })

  expect(completeLock(lock).added).toEqual([
    'node_modules/app/node_modules/tool/node_modules/@tool/linux-x64',
  ])
})

test('a missing package that is wanted as a range stops, since nobody can tell which one it is', () => {
  const lock = lockOf({
    'node_modules/tool': { optionalDependencies: { 'x-linux-x64': '^1.0.0' } },
  })

  expect(() => completeLock(lock)).toThrow('x-linux-x64 is wanted as ^1.0.0')
})

test.each([
  ['@a/binding-linux-arm64-musl', { cpu: ['arm64'], libc: ['musl'], os: ['linux'] }],
  ['@a/binding-linux-arm-gnueabihf', { cpu: ['arm'], libc: ['glibc'], os: ['linux'] }],
  ['@a/win32-x64-msvc', { cpu: ['x64'], os: ['win32'] }],
  ['@a/binding-wasm32-wasi', { cpu: ['wasm32'] }],
])('the platform of %s is read off its name', (name, platform) => {
  expect(platformOf(name)).toEqual(platform)
})

test('a name that tells no platform is refused', () => {
  expect(() => platformOf('fsevents')).toThrow('Cannot tell the platform of fsevents')
})

test('this lockfile is complete and names no registry', () => {
  const text = readFileSync('package-lock.json', 'utf8')

  expect(completeLock(readLock(text)).added).toEqual([])
  expect(text).not.toContain('"resolved"')
})
