import type { IncomingMessage } from 'node:http'

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** Sent with everything: the page may load from its own origin only, and nobody may frame it. */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/**
 * Why a request is refused, if it is. A name that is not ours means DNS rebinding; another origin means
 * that some other page in the same browser asks.
 */
export function refusal(request: IncomingMessage): string | undefined {
  const host = request.headers.host ?? ''
  if (!OWN_NAMES.includes(host.replace(/:\d+$/, ''))) {
    return `The playground answers to localhost only, not to "${host}".`
  }
  const { origin, 'sec-fetch-site': site } = request.headers
  const isForeign = origin !== undefined && origin !== `http://${host}`
  const isAct = request.method !== 'GET' && request.method !== 'HEAD'
  if (isForeign || (isAct && origin === undefined))
    return 'Another page may not use the playground.'
  const isRead = request.headers['sec-fetch-mode'] !== 'navigate'
  if (isRead && site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'Another page may not use the playground.'
  }
  return undefined
}
