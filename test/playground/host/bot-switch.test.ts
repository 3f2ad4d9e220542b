import { expect, test } from 'vitest'
import { startBotSwitch } from '../../../playground/host/bot-switch.ts'

function starts() {
  const log: string[] = []
  const state = { isBroken: false }
  const start = () => {
    if (state.isBroken) return Promise.reject(new Error('no policy'))
    log.push('start')
    return Promise.resolve({ stop: async () => void log.push('stop') })
  }
  return { log, state, start }
}

test('a restart stops the bot first, and says where it is meanwhile', async () => {
  const { log, start } = starts()
  const bot = await startBotSwitch(start)
  const told: string[] = []
  bot.onChange((state) => told.push(state))
  await bot.perform('restart')

  expect(log).toEqual(['start', 'stop', 'start'])
  expect(told).toEqual(['stopping', 'stopped', 'starting', 'running'])
})

test('a stopped bot can be started, and a restart is a start then', async () => {
  const { log, start } = starts()
  const bot = await startBotSwitch(start)
  await bot.perform('stop')
  expect(bot.state()).toBe('stopped')
  await bot.perform('restart')

  expect(log).toEqual(['start', 'stop', 'start'])
  expect(bot.state()).toBe('running')
})

test.each([
  ['start', 'The bot runs already.'],
  ['stop', 'The bot is stopped already.'],
] as const)('a needless %s is told', async (act, problem) => {
  const bot = await startBotSwitch(starts().start)
  if (act === 'stop') await bot.perform('stop')

  await expect(bot.perform(act)).rejects.toThrow(problem)
})

test('two at once do not meet', async () => {
  const bot = await startBotSwitch(starts().start)
  const first = bot.perform('restart')

  await expect(bot.perform('restart')).rejects.toThrow('The bot is stopping.')
  await first
  expect(bot.state()).toBe('running')
})

test('a bot that does not come up again is stopped, says why, and can be tried once more', async () => {
  const { state, start } = starts()
  const bot = await startBotSwitch(start)
  state.isBroken = true
  await expect(bot.perform('restart')).rejects.toThrow('no policy')
  expect(bot.state()).toBe('stopped')
  state.isBroken = false
  await bot.perform('start')

  expect(bot.state()).toBe('running')
})

test('a bot that breaks as it stops is stopped, and can be started again', async () => {
  const broken = { stop: () => Promise.reject(new Error('disk full')) }
  const whole = { stop: async () => {} }
  const bots = [broken, whole]
  const bot = await startBotSwitch(async () => bots.shift() ?? whole)
  await expect(bot.perform('stop')).rejects.toThrow('disk full')
  await bot.perform('start')

  expect(bot.state()).toBe('running')
})

test('at the end it is stopped once, wherever it was', async () => {
  const { log, start } = starts()
  const bot = await startBotSwitch(start)
  await bot.stop()
  await bot.stop()

  expect(log).toEqual(['start', 'stop'])
})
