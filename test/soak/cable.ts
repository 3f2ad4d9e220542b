import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** The way to an API server, as a network that fails. */
export type Cable = {
  readonly url: string
  /** Every connection is reset, new ones are refused. */
  down(): void
  /** Connections stay and nothing passes any more. */
  freeze(): void
  up(): void
  /** Every connection is reset once; new ones are fine. */
  cut(): void
  stop(): Promise<void>
}

export async function cableTo(far: string): Promise<Cable> {
  const port = Number(new URL(far).port)
  const sockets = new Set<Socket>()
  let state: 'up' | 'down' | 'frozen' = 'up'
  const server = createServer((near) => {
    if (state === 'down') return void near.resetAndDestroy()
    const other = connect(port, '127.0.0.1')
    const pair = [near, other] as const
    for (const socket of pair) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        for (const end of pair) end.destroy()
      })
    }
    near.pipe(other).pipe(near)
    if (state === 'frozen') for (const socket of pair) hold(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the cable has no port')
  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy())
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    down() {
      state = 'down'
      cut()
    },
    freeze() {
      state = 'frozen'
      sockets.forEach(hold)
    },
    up() {
      // What was on its way in a frozen network is lost with its connections.
      if (state === 'frozen') cut()
      state = 'up'
    },
    async stop() {
      server.close()
      cut()
      await Promise.resolve()
    },
  }
}

function hold(socket: Socket): void {
  socket.unpipe()
  socket.pause()
}
