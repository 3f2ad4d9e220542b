import type { ServerResponse } from 'node:http'
import type { World, WorldEvent } from './page-wire.ts'
import type { PlayingField } from './playing-field.ts'

/** A page that does not read for so long is cut off; it reconnects and gets the world anew. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024

export type EventStream = {
  /** Sends the world, then every change, until the page goes away. */
  serve(response: ServerResponse): void
  stop(): void
}

/** Tells every open page what changes, as server-sent events. */
export function createEventStream(field: PlayingField): EventStream {
  const pages = new Set<ServerResponse>()
  const tell = (event: WorldEvent) => {
    if (pages.size === 0) return
    const frame = frameOf(event)
    for (const page of pages) {
      if (page.writableLength > MOST_WAITING_BYTES) page.destroy()
      else page.write(frame)
    }
  }
  const stopListening = listen(field, tell)
  return {
    serve(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      response.write(`retry: 1000\n\n${frameOf({ event: 'world', data: worldOf(field) })}`)
      pages.add(response)
      response.on('close', () => pages.delete(response))
    },
    stop() {
      for (const stop of stopListening) stop()
      for (const page of pages) page.end()
    },
  }
}

function listen({ slack, clusters, bot }: PlayingField, tell: (event: WorldEvent) => void) {
  return [
    slack.onChange((data) => tell({ event: 'slack', data })),
    bot.onChange((data) => tell({ event: 'bot', data })),
    ...clusters.flatMap((cluster) => [
      cluster.onChange(() => tell({ event: 'cluster', data: cluster.snapshot() })),
      cluster.onRequest((line) =>
        tell({ event: 'request', data: { cluster: cluster.name, line } }),
      ),
    ]),
  ]
}

function worldOf({ slack, clusters, guide, bot }: PlayingField): World {
  const requests = clusters.flatMap((cluster) =>
    cluster.requests().map((line) => ({ cluster: cluster.name, line })),
  )
  return {
    slack: slack.snapshot(),
    clusters: clusters.map((cluster) => cluster.snapshot()),
    requests: requests.toSorted((a, b) => a.line.at.localeCompare(b.line.at)),
    guide,
    bot: bot.state(),
  }
}

/** JSON holds no line breaks, so one `data` line is enough. */
const frameOf = ({ event, data }: WorldEvent) =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
