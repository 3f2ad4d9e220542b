import type { World, WorldEvent } from '../../../host/page-wire.ts'
import { applyEvent } from './apply-event.ts'

/** How the page hears from the playground: not yet, live, or lost (the browser keeps trying). */
export type Link = 'connecting' | 'live' | 'lost'

export type Listening = { readonly link: Link; readonly world: World | undefined }

/** Keeps `show` told of the world, at most once per frame; returns how to stop. */
export function connectWorld(show: (now: Listening) => void): () => void {
  const source = new EventSource('/events')
  let now: Listening = { link: 'connecting', world: undefined }
  let frame = 0
  const set = (next: Listening) => {
    now = next
    frame ||= requestAnimationFrame(() => {
      frame = 0
      show(now)
    })
  }
  const hear = (name: WorldEvent['event']) =>
    source.addEventListener(name, (message: MessageEvent<string>) => {
      const data: unknown = JSON.parse(message.data)
      const event = { event: name, data } as WorldEvent // our own host sent it
      set({ link: 'live', world: applyEvent(now.world, event) })
    })
  for (const name of ['world', 'slack', 'cluster', 'request', 'bot'] as const) hear(name)
  source.addEventListener('error', () => set({ ...now, link: 'lost' }))
  return () => {
    source.close()
    cancelAnimationFrame(frame)
  }
}
