import { z } from 'zod'

export type Content =
  | { readonly content: 'challenge'; readonly challenge: string }
  | { readonly content: 'certificate-check' }
  | { readonly content: 'payload'; readonly body: unknown }
  | { readonly content: 'junk' }

const Challenge = z.looseObject({
  type: z.literal('url_verification'),
  challenge: z.string().max(1000),
})

/** What the bytes say: JSON (events), a form (commands) or a form holding JSON (interactivity). */
export function readContent(contentType: string | undefined, bytes: Buffer): Content {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  const text = bytes.toString('utf8')
  if (type === 'application/json') return fromJson(text)
  if (type !== 'application/x-www-form-urlencoded') return { content: 'junk' }
  const form = new URLSearchParams(text)
  if (form.get('ssl_check') === '1') return { content: 'certificate-check' }
  const payload = form.get('payload')
  return payload === null
    ? { content: 'payload', body: Object.fromEntries(form) }
    : fromJson(payload)
}

function fromJson(text: string): Content {
  try {
    const body: unknown = JSON.parse(text)
    const challenge = Challenge.safeParse(body)
    return challenge.success
      ? { content: 'challenge', challenge: challenge.data.challenge }
      : { content: 'payload', body }
  } catch {
    return { content: 'junk' }
  }
}
