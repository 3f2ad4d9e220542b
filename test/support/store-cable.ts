import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { StoreTarget } from '../../src/store/settings.ts'

/** The way to a PostgreSQL, which can be cut. */
export async function cableTo(target: StoreTarget) {
  if (target.engine !== 'postgres') throw new Error('not a PostgreSQL')
  const url = new URL(target.url)
  const far = Number(url.port)
  const sockets = new Set<Socket>()
  let isCut = false
  let moment: 'before' | 'after' | 'never' | undefined
  let cuts = 0
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const other = connect(far, '127.0.0.1')
    for (const socket of [near, other]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    other.pipe(near)
    near.on('end', () => other.end())
    near.on('data', (chunk) => {
      const isLast = moment !== undefined && chunk.includes('commit')
      if (!isLast) return void other.write(chunk)
      if (moment === 'before') near.destroy()
      else {
        other.unpipe(near)
        other.resume()
        other.write(chunk)
        if (moment === 'after') other.once('data', () => near.destroy())
      }
      moment = undefined
      cuts++
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url.port = String(address.port)
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    target: { engine: 'postgres' as const, url: url.href },
    cut,
    /** The next commit does not arrive, or its answer does not; or nobody tells that the answer `never` comes. */
    cutAtCommit: (wanted: 'before' | 'after' | 'never') => void (moment = wanted),
    cuts: () => cuts,
    mend: () => void (isCut = false),
  }
}
