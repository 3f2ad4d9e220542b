import dns from 'node:dns'
import { writeSync } from 'node:fs'
import net from 'node:net'

/** Where whoever started the program reads. */
const TOLD = 3

// Loaded before the program (`--import`): tells of every connection that it tries and every name that it looks up.
const tell = (what: string) => void writeSync(TOLD, `${what}\n`)

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const [first] = args.flat()
  const { host, port, path } = Object(first) as { host?: string; port?: number; path?: string }
  tell(`connect ${path ?? `${host ?? 'localhost'}:${port ?? String(first)}`}`)
  return Reflect.apply(connect, this, args) as net.Socket
}

const lookup = dns.lookup
Object.assign(dns, {
  lookup(name: string, ...rest: unknown[]) {
    if (net.isIP(name) === 0) tell(`lookup ${name}`)
    Reflect.apply(lookup, dns, [name, ...rest])
  },
})
