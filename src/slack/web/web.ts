import { WebClient } from '@slack/web-api'
import type { z } from 'zod'
import type { Clock, Log } from '../../core/seams.ts'
import { sdkLogger } from './sdk-logger.ts'
import { isTokenProblem, SlackFailure, toFailure } from './failure.ts'
import { noTracer, type Tracer } from '../../core/tracer.ts'
import { traced } from './traced.ts'

/** Slack's Web API: one call, one parsed answer. Rejects with SlackFailure only. */
export type Web = {
  call<S extends z.ZodType>(
    method: string,
    args: Readonly<Record<string, unknown>>,
    shape: S,
  ): Promise<z.output<S>>
  /** Uploads bytes (never a path) and shares them there. */
  upload(file: Upload, to: { readonly channel: string; readonly threadTs?: string }): Promise<void>
}

export type Upload = { readonly name: string; readonly content: string }

type Options = {
  readonly apiUrl: string
  readonly token: string
  readonly clock: Clock
  readonly log: Log
  /** Default: nobody is told of calls. */
  readonly tracer?: Tracer
  /** Milliseconds; default 10,000. */
  readonly timeout?: number
  /** Default: the platform's own. */
  readonly fetch?: typeof fetch
  /** Told when Slack refuses the token itself, and (with undefined) when it takes it again. */
  readonly onToken?: (problem: string | undefined) => void
}

/** Calls that may be repeated after a lost answer without a second effect. Posting is not among them. */
const REPEATABLE = new Set([
  'auth.test',
  'chat.update',
  'conversations.history',
  'conversations.open',
  'conversations.replies',
  'usergroups.list',
  'usergroups.users.list',
  'users.info',
])
const PAUSES = [300, 1200]

/** A Web API client that never hides a wait: no retry of posts, no sleeping through 429. */
export function createWeb(options: Options): Web {
  const { apiUrl, token, clock, log, timeout = 10_000 } = options
  const client = new WebClient(token, {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    ...(options.fetch && { fetch: options.fetch }),
    logger: sdkLogger(log),
  })
  const once: Web['call'] = (method, args, shape) =>
    sorted(method, options, async () => shape.parse(await client.apiCall(method, { ...args })))

  return {
    call: async (method, args, shape) => {
      for (const pause of REPEATABLE.has(method) ? PAUSES : []) {
        try {
          return await once(method, args, shape)
        } catch (error) {
          if (!(error instanceof SlackFailure) || error.kind !== 'lost') throw error
          await clock.sleep(pause)
        }
      }
      return once(method, args, shape)
    },
    upload: ({ name, content }, { channel, threadTs }) =>
      sorted('files.upload', options, async () => {
        // A string here would mean "read that path from disk" (web-api file-upload.js): only ever a Buffer.
        const bytes = Buffer.from(content, 'utf8')
        const file = { file: bytes, filename: name, title: name, channel_id: channel }
        await client.filesUploadV2(threadTs === undefined ? file : { ...file, thread_ts: threadTs })
      }),
  }
}

/** Runs; whatever goes wrong becomes a SlackFailure, and what it says about the token is passed on. */
function sorted<T>(method: string, options: Options, run: () => Promise<T>): Promise<T> {
  const { tracer = noTracer, apiUrl } = options
  return traced({ tracer, server: apiUrl }, method, () => sortedOnce(method, options, run))
}

async function sortedOnce<T>(
  method: string,
  { onToken }: Options,
  run: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await run()
    onToken?.(undefined)
    return answer
  } catch (error) {
    const failure = toFailure(method, error)
    if (isTokenProblem(failure)) onToken?.(failure.reason)
    throw failure
  }
}
