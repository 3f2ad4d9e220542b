import { StatusDocument } from '../app/status-document.ts'
import { UnavailableError } from '../core/errors.ts'
import { code, text } from '../core/text.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { type Output, printAnswer } from './output.ts'
import { statusText } from './status-text.ts'

export type StatusOptions = {
  /** Of the health port, without a slash at the end. */
  readonly url: string
  readonly strict?: boolean
  readonly output: Output
}

/** Prints how the running bot is. Throws UnavailableError when it does not say. */
export async function status(
  { url, strict, output }: StatusOptions,
  host: Host,
): Promise<ExitCode> {
  const data = await ask(url)
  printAnswer({ words: () => statusText(data), data }, output, host)
  return strict && data.state !== 'well' ? EXIT.wrong : EXIT.fine
}

const PATIENCE_MS = 10_000

async function ask(url: string): Promise<StatusDocument> {
  const answer = await fetch(`${url}/status`, {
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    throw noStatus(url, 'nothing answers there', error)
  })
  if (!answer.ok) throw noStatus(url, await sayRefusal(answer))
  const parsed = StatusDocument.safeParse(await answer.json().catch(() => undefined))
  if (!parsed.success) throw noStatus(url, 'what answers there is no Deckwatch of this version')
  return parsed.data
}

async function sayRefusal(answer: Response): Promise<string> {
  const said = (await answer.text().catch(() => '')).split('\n')[0]?.slice(0, 200) ?? ''
  return `it answers ${answer.status}${said === '' ? '' : `: ${said}`}`
}

const noStatus = (url: string, why: string, cause?: unknown) =>
  new UnavailableError('no-status', text`The bot does not say how it is at ${code(url)}: ${why}.`, {
    cause,
    hint: text`Is it running, and is this its ${code('health.port')}? In a cluster: kubectl exec deploy/deckwatch -- /nodejs/bin/node /app/deckwatch.js status`,
  })
