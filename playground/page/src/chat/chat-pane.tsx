import { useDesk } from '../shell/desk.ts'
import { ChannelView } from './channel-view.tsx'
import { ModalView } from './modal-view.tsx'
import { Sidebar } from './sidebar.tsx'
import { ThreadPane } from './thread-pane.tsx'

/** The embedded Slack: conversations at the left, the open one, its thread, and a modal over everything. */
export function ChatPane() {
  const { world, me, threadTs } = useDesk()
  const modal = world.slack.modals.find((one) => one.userId === me.id)
  return (
    <div class={threadTs ? 'chat with-thread' : 'chat'}>
      <Sidebar />
      <ChannelView />
      {threadTs && <ThreadPane ts={threadTs} />}
      {modal && <ModalView key={modal.viewId} modal={modal} />}
    </div>
  )
}
