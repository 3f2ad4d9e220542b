import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from '../rest/call.ts'
import { StatusError } from '../rest/status-error.ts'
import type { Fault } from './faults.ts'

type Stricken = { readonly response: ServerResponse; answer(): Promise<Reply> }

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
}

/** Does to a request what the fault says; true when the request is done with. */
export async function strike(fault: Fault, { response, answer }: Stricken): Promise<boolean> {
  switch (fault.fault) {
    case 'status':
      throw statusOf(fault.code, fault.retryAfter)
    case 'hang':
      return true
    case 'reset':
      if (fault.when === 'after') await answer()
      response.socket?.resetAndDestroy()
      return true
    case 'slow':
      await sleep(fault.ms)
      return false
    case 'html':
      response.writeHead(fault.code ?? 200, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sign in</title><h1>Please sign in to continue</h1>')
      return true
    case 'drop-impersonation':
    case 'truncate':
    case 'cut-watch':
      return false
  }
}

function statusOf(code: number, retryAfter: number | undefined): StatusError {
  return new StatusError(
    [code, REASONS[code] ?? 'InternalError'],
    `the server was told to answer ${code}`,
    retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter },
  )
}
