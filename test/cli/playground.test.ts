import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'

test('the playground runs on the port asked for until somebody stops it', async () => {
  const events: string[] = []
  const host = fakeHost(['playground', '--port', '8080'], {
    startPlayground: async ({ port }) => {
      events.push(`start on ${port}`)
      return { stop: async () => void events.push('stop') }
    },
  })

  expect(await runCli(host)).toBe(0)
  expect(events).toEqual(['start on 8080', 'stop'])
})

test('where there is no playground, the way to it is said', async () => {
  const missing = Object.assign(new Error('Cannot find module'), { code: 'ERR_MODULE_NOT_FOUND' })
  const host = fakeHost(['playground'], { startPlayground: () => Promise.reject(missing) })

  expect(await runCli(host)).toBe(3)
  expect(host.stderr()).toContain('npm run playground')
})
