import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startPlayground } from '../../../playground/playground.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { startPageBot } from '../page/page-bot.ts'
import { pageGuide } from '../page/page-guide.ts'

const options = () => {
  const told: string[] = []
  return {
    told,
    port: 0,
    clusters: ['prod-eu', 'staging'],
    out: (text: string) => void told.push(text),
    log: fakeLog(),
    guide: pageGuide,
    startBot: ({ slack }: Parameters<Parameters<typeof startPlayground>[0]['startBot']>[0]) =>
      startPageBot(slack),
  } as const
}

test('one start brings Slack, clusters, bot and page, and says where to go', async () => {
  const asked = options()
  const playground = await startPlayground(asked)
  const page = await fetch(playground.url)
  await playground.stop()

  expect(page.status).toBe(200)
  expect(playground.field.clusters.map(({ name }) => name)).toEqual(['prod-eu', 'staging'])
  expect(asked.told.join('')).toContain(playground.url)
  expect(asked.told.join('')).toMatch(/carol +Support: may look, not touch/)
  await expect(fetch(playground.url)).rejects.toThrow('fetch failed')
})

test('a bot that cannot start leaves nothing running behind', async () => {
  const asked = options()
  let slackUrl = ''
  const starting = startPlayground({
    ...asked,
    startBot({ slack }) {
      slackUrl = slack.apiUrl
      return Promise.reject(new Error('no policy'))
    },
  })

  await expect(starting).rejects.toThrow('no policy')
  await expect(fetch(slackUrl)).rejects.toThrow('fetch failed')
  expect(asked.told).toEqual([])
})

test('a port that is taken is passed over', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const taken = typeof address === 'object' && address ? address.port : 0

  const playground = await startPlayground({ ...options(), port: taken })
  const { port } = new URL(playground.url)
  await playground.stop()
  other.close()

  expect(Number(port)).toBeGreaterThan(taken)
})
