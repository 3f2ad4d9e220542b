import type { Plugin } from 'rolldown'

/**
 * What libraries load though this program never comes to it: a third of the code, which Node would read and hold
 * for nothing. A name is looked for behind `node_modules/`.
 */
const LEFT_OUT: readonly string[] = [
  // The program has its own receivers, installs into one workspace and keeps its own connections.
  '@slack/bolt/dist/receivers/',
  '@slack/oauth/',
  '@slack/socket-mode/',
  // A SOCKS proxy in a kubeconfig is refused before anything connects.
  'socks/',
  'socks-proxy-agent/',
  // Of undici: connection pools and what Node's own fetch asks of them.
  'undici/lib/cache/',
  'undici/lib/handler/cache-handler.js',
  'undici/lib/handler/cache-revalidation-handler.js',
  'undici/lib/handler/deduplication-handler.js',
  'undici/lib/interceptor/',
  'undici/lib/milo/',
  'undici/lib/mock/',
  'undici/lib/web/cache/',
  'undici/lib/web/cookies/',
  'undici/lib/web/eventsource/',
  'undici/lib/web/fetch/index.js',
  'undici/lib/web/websocket/',
]

/** Puts something in its place that may be named and made, as libraries do when they load, but not called. */
export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    load: (id) => {
      const name = id.split('/node_modules/').at(-1) ?? id
      if (name === id || !LEFT_OUT.some((part) => name.startsWith(part))) return null
      return { code: standIn(name), moduleType: 'js' }
    },
  }
}

const standIn = (name: string) => `
const leftOut = (what) => new Proxy(function () {}, {
  get: (own, key) => {
    if (key === 'prototype') return own.prototype
    const isAsked = typeof key === 'string' && key !== '__esModule' && key !== 'then'
    return isAsked ? leftOut(what + ' ' + key) : undefined
  },
  construct: () => leftOut(what),
  apply: () => { throw new Error(what + ' is left out of the bundle') },
})
module.exports = leftOut(${JSON.stringify(name)})
`
