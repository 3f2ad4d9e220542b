import { useDesk } from '../shell/desk.ts'

/** What people cause; the rest is Slack telling the bot of its own messages. */
const CAUSED = /^(?:slash_commands|block_actions|view_|event app_mention)/

/** Under the composer: how the last thing Slack told the bot went. */
export function DeliveryLine() {
  const { world } = useDesk()
  const last = world.slack.traffic.findLast(
    (entry) => entry.kind === 'delivery' && CAUSED.test(entry.name),
  )
  return (
    <p class="delivery-line">
      {last ? (
        <>
          <span class={last.failed ? 'tone bad' : 'tone good'} aria-hidden="true" />
          <code>{last.name}</code> {last.outcome} · {Math.round(last.ms)} ms
        </>
      ) : (
        <>
          <kbd>Enter</kbd> sends · <kbd>↑</kbd> brings back what you said · type <kbd>/</kbd> for
          commands
        </>
      )}
    </p>
  )
}
