import type { Clock } from '../../../src/core/seams.ts'
import { parseJson } from '../block-kit/json.ts'
import type { PlannedFaults } from '../faults.ts'
import type { Ack, Delivery, Transport } from './delivery.ts'
import { ACK_MS } from './delivery.ts'
import { signatureHeaders } from './signature.ts'

type Parts = {
  readonly clock: Clock
  /** The one that requests are signed with now. */
  readonly signingSecret: () => string
  readonly faults: PlannedFaults
  /** Where the bot listens; undefined while it does not. */
  readonly requestUrl: () => string | undefined
}

/** Delivers by signed POSTs to the bot's request URL. */
export function createHttpMode({ clock, signingSecret, faults, requestUrl }: Parts): Transport {
  const post = async (url: string, delivery: Delivery): Promise<Ack> => {
    const { body, contentType } = encode(delivery)
    const abort = new AbortController()
    const cancel = clock.after(ACK_MS, () => abort.abort())
    const headers = {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signatureHeaders(signingSecret(), body, clock.now()),
      ...retryHeaders(delivery),
    }
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: abort.signal })
      return await read(answer)
    } catch {
      const reason = abort.signal.aborted ? 'operation_timeout' : 'dispatch_failed'
      return { acked: false, reason }
    } finally {
      cancel()
    }
  }
  return {
    connections: () => (requestUrl() ? 1 : 0),
    async send(delivery) {
      const url = requestUrl()
      if (!url) return { acked: false, reason: 'dispatch_failed' }
      if (faults.takeDuplicate()) void post(url, delivery)
      return post(url, delivery)
    },
  }
}

function encode({ type, payload }: Delivery): { body: string; contentType: string } {
  const form = 'application/x-www-form-urlencoded'
  if (type === 'events_api')
    return { body: JSON.stringify(payload), contentType: 'application/json' }
  if (type === 'interactive')
    return {
      body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      contentType: form,
    }
  const fields = new URLSearchParams()
  for (const [key, value] of Object.entries(payload)) fields.append(key, String(value))
  return { body: fields.toString(), contentType: form }
}

const retryHeaders = ({ retry }: Delivery): Record<string, string> =>
  retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}

async function read(answer: Response): Promise<Ack> {
  const text = await answer.text()
  const noRetry = answer.headers.get('x-slack-no-retry') === '1'
  if (answer.status !== 200) return { acked: false, reason: 'http_service_error', noRetry }
  if (text === '') return { acked: true, body: undefined }
  const isJson = answer.headers.get('content-type')?.includes('json')
  return { acked: true, body: isJson ? parseJson(text) : text }
}
