import type { ServerResponse } from 'node:http'
import type { PlayedSlack } from './playing-field.ts'
import { sendProblem } from './send.ts'

/** Hands out a file that was shared in the embedded Slack, always as a download: its bytes are not ours. */
export async function sendSharedFile(
  slack: PlayedSlack,
  id: string,
  response: ServerResponse,
): Promise<void> {
  const files = slack.snapshot().messages.flatMap((message) => message.files)
  const file = files.find((one) => one.id === id)
  const answer = file && (await fetch(file.url))
  if (!file || !answer?.ok) {
    sendProblem(response, 404, 'There is no such file.')
    return
  }
  const isText = file.mimetype.startsWith('text/')
  response.writeHead(200, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'no-store',
  })
  response.end(Buffer.from(await answer.arrayBuffer()))
}
