import { createHmac, timingSafeEqual } from 'node:crypto'

export type Signed = {
  /** Every value of the header, as received. */
  readonly signatures: readonly string[]
  readonly timestamps: readonly string[]
  readonly body: Buffer
}

const WINDOW_S = 5 * 60

/**
 * Slack's v0 signature over the raw bytes. Undefined when it is genuine and at most 5 min off in either direction;
 * else why not. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureProblem(signed: Signed, secret: string, now: Date): string | undefined {
  const [signature, secondSignature] = signed.signatures
  const [timestamp, secondTimestamp] = signed.timestamps
  if (signature === undefined || timestamp === undefined) return 'unsigned'
  if (secondSignature !== undefined || secondTimestamp !== undefined) return 'signed twice'
  if (!/^\d{1,12}$/u.test(timestamp)) return 'bad timestamp'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_S)
    return 'timestamp out of window'

  const digest = createHmac('sha256', secret)
    .update(`v0:${timestamp}:`)
    .update(signed.body)
    .digest('hex')
  return sameText(signature, `v0=${digest}`) ? undefined : 'bad signature'
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
