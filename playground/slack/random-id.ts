import { randomBytes } from 'node:crypto'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** An id as Slack makes them: a letter for the kind, then ten capitals and digits. */
export const randomId = (kind: 'B' | 'F' | 'V' | 'Ev'): string => `${kind}0${pick(9)}`

export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex')

/** Fresh credentials for one start; never written anywhere. */
export function randomCredentials() {
  return {
    botToken: `xoxb-${digits()}-${digits()}-${pick(24)}`,
    appToken: `xapp-1-A07DECKWTCH-${digits()}-${randomHex(32)}`,
    signingSecret: randomHex(16),
    verificationToken: pick(24),
  }
}

export type Credentials = ReturnType<typeof randomCredentials>

const pick = (length: number) =>
  [...randomBytes(length)].map((byte) => LETTERS[byte % LETTERS.length]).join('')

const digits = () => String(randomBytes(6).readUIntBE(0, 6)).padStart(13, '1').slice(0, 13)
