import type { Clock } from '../../core/seams.ts'
import { LIMITS } from '../limits.ts'
import type { Message } from '../render/message.ts'
import { fitting } from '../delivery/fitting.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Tracer } from '../../core/tracer.ts'
import { traced } from '../web/traced.ts'

/** The way back that came with a command or a click: only the person sees it. */
export type ResponseUrl = {
  /** False once it is used up or too old. */
  usable(): boolean
  /** Rejects with SlackFailure when Slack did not take it. */
  say(message: Message): Promise<void>
}

type Options = {
  readonly url: string
  readonly threadTs?: string | undefined
  readonly clock: Clock
  readonly tracer: Tracer
}

const TIMEOUT_MS = 10_000
/** So that an answer on its way does not meet the end. */
const MARGIN_MS = 60_000

/** Bolt's own `respond` has no timeout: it can hang for ever. */
export function createResponseUrl({ url, threadTs, clock, tracer }: Options): ResponseUrl {
  const openedAt = clock.monotonic()
  let uses = 0

  const send = async (message: Message) => {
    uses++
    const body = {
      response_type: 'ephemeral',
      replace_original: false,
      text: message.text,
      ...(message.blocks.length > 0 && { blocks: message.blocks }),
      ...(threadTs !== undefined && { thread_ts: threadTs }),
      link_names: false,
      parse: 'none',
    }
    const answer = await post(url, JSON.stringify(body), clock)
    if (answer.problem !== undefined)
      throw new SlackFailure({ kind: 'refused', method: 'response_url', reason: answer.problem })
  }

  return {
    usable: () =>
      uses < LIMITS.responseUses && clock.monotonic() - openedAt < LIMITS.responseMs - MARGIN_MS,
    say: (message) =>
      fitting(message, (shape) =>
        traced({ tracer, server: url }, 'response_url', () => send(shape)),
      ),
  }
}

type Outcome = { readonly problem: string | undefined }

async function post(url: string, body: string, clock: Clock): Promise<Outcome> {
  const patience = new AbortController()
  const cancel = clock.after(TIMEOUT_MS, () => patience.abort())
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'error',
      signal: patience.signal,
    })
    const said = (await response.text()).slice(0, 1_000)
    const word = /\b(?:invalid_\w+|msg_\w+|\w+_url|no_text|only_one_table_allowed)\b/u.exec(
      said,
    )?.[0]
    // A proxy between answers with a page of its own.
    const isFine = response.ok && !said.includes('"ok":false') && !said.startsWith('<')
    return { problem: isFine ? undefined : (word ?? `status-${response.status}`) }
  } catch (error) {
    throw new SlackFailure({ kind: 'lost', method: 'response_url', reason: 'no answer' }, error)
  } finally {
    cancel()
  }
}
