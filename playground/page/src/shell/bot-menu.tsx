import { useDesk } from './desk.ts'
import { Menu, type MenuItem } from './menu.tsx'

const LOOKS = {
  running: { tone: 'good', words: 'runs' },
  stopping: { tone: 'busy', words: 'is stopping' },
  stopped: { tone: 'bad', words: 'is stopped' },
  starting: { tone: 'busy', words: 'is starting' },
} as const

/** Turns the bot off and on: what waits is in its store, and goes on afterwards. */
export function BotMenu() {
  const { world, turnBot } = useDesk()
  const { tone, words } = LOOKS[world.bot]
  const restart: MenuItem = {
    key: 'restart',
    label: 'Restart the bot',
    hint: 'what waits for approval is still there afterwards',
    choose: () => turnBot('restart'),
  }
  const stop: MenuItem = {
    key: 'stop',
    label: 'Stop the bot',
    hint: 'Slack and the clusters go on',
    choose: () => turnBot('stop'),
  }
  const start: MenuItem = { key: 'start', label: 'Start the bot', choose: () => turnBot('start') }
  const items = world.bot === 'stopped' ? [start] : [restart, stop]
  return (
    <span data-tour="bot">
      <Menu label={`Bot: it ${words}`} items={items} class="top-button">
        <span class={`tone ${tone}`} aria-hidden="true" /> Bot
      </Menu>
    </span>
  )
}
