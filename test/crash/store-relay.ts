import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Stage } from './relay.ts'

export type StoreRelay = { readonly url: string; stop(): Promise<void> }

/** True: it goes no further. */
export type OnCommit = (stage: Stage) => boolean

/** Stands between the bot and PostgreSQL and tells of every commit how far it has come. */
export async function startStoreRelay(target: string, onCommit: OnCommit): Promise<StoreRelay> {
  const url = new URL(target)
  const { hostname, port } = url
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    pass(near, far, onCommit)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url.port = String(typeof address === 'object' && address ? address.port : 0)
  return {
    url: url.href,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function pass(near: Socket, far: Socket, onCommit: OnCommit): void {
  let isCommitting = false
  near.on('data', (bytes) => {
    isCommitting = isCommit(bytes)
    if (isCommitting && onCommit('arrived')) return void near.destroy()
    far.write(bytes)
    if (isCommitting) onCommit('sent')
  })
  far.on('data', (bytes) => {
    if (isCommitting && onCommit('answered')) return void near.destroy()
    near.write(bytes)
    if (isCommitting) onCommit('told')
    isCommitting = false
  })
  near.on('close', () => far.destroy())
  far.on('close', () => near.destroy())
}

/** A simple query is `Q`, four bytes of length, the words and a zero. */
const isCommit = (bytes: Buffer): boolean =>
  bytes[0] === 'Q'.charCodeAt(0) && /^commit;?\0/i.test(bytes.toString('latin1', 5, 13))
