import type { BotAct, BotState } from './page-wire.ts'

/** The bot's process, as much of it as a page can turn on and off. */
export type BotSwitch = {
  state(): BotState
  /** Throws a sentence for people when that cannot be done now. */
  perform(act: BotAct): Promise<void>
  onChange(listener: (state: BotState) => void): () => void
  /** For good. */
  stop(): Promise<void>
}

type Running = { stop(): Promise<void> }

/** Starts the bot, and lets it be stopped and started again: what it knows has to come from its store. */
export async function startBotSwitch(start: () => Promise<Running>): Promise<BotSwitch> {
  let running: Running | undefined = await start()
  let state: BotState = 'running'
  const listeners = new Set<(state: BotState) => void>()
  const become = (next: BotState) => {
    state = next
    for (const listener of listeners) listener(next)
  }
  const turnOff = async () => {
    const bot = running
    running = undefined
    become('stopping')
    try {
      await bot?.stop()
    } finally {
      become('stopped')
    }
  }
  const turnOn = async () => {
    become('starting')
    try {
      running = await start()
      become('running')
    } catch (error) {
      become('stopped')
      throw error
    }
  }
  return {
    state: () => state,
    async perform(act) {
      if (state === 'starting' || state === 'stopping') throw new Error(`The bot is ${state}.`)
      if (act === 'start' && state === 'running') throw new Error('The bot runs already.')
      if (act === 'stop' && state === 'stopped') throw new Error('The bot is stopped already.')
      if (act !== 'start' && running) await turnOff()
      if (act !== 'stop') await turnOn()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      listeners.clear()
      await running?.stop()
      running = undefined
    },
  }
}
