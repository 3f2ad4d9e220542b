import { expect, test } from 'vitest'
import { REDACTED, redact } from '../../../src/slack/safety/redact.ts'
import { processorTime } from '../../support/processor-time.ts'

const end = '-----END RSA PRIVATE KEY-----'
const lines = ['MIIEowIBAAKCAQEAr3Vb', 'q7Jk0pZl8YxTnW2sUeRd', 'c4Gh==']

test('a private key whose beginning was cut off does not show its rest', () => {
  expect(redact([...lines, end, 'ready'].join('\n')).text).toBe(`${REDACTED}\nready`)
})

test('nor behind the names of pods', () => {
  const said = [...lines, end].map((line) => `[web-1] ${line}`).join('\n')

  expect(redact(`[web-1] loading key\n${said}\n[web-1] ready`).text).toBe(
    `[web-1] loading key\n${REDACTED}\n[web-1] ready`,
  )
})

test('words before a key stay', () => {
  expect(redact(`the key is broken\n${end}`).text).toBe(`the key is broken\n${end}`)
})

test('a megabyte of ends is read in no time', () => {
  const text = `${'A'.repeat(60)}\n${end}\n`.repeat(10_000)

  expect(processorTime(() => redact(text))).toBeLessThan(2_000)
})

test('A11: one line of a key that a filtered log shows is hidden, a digest is not', () => {
  const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
  const digest = 'a1b2c3d4'.repeat(8)

  expect(redact(`[web-1] ${line}\n`).text).toBe('[web-1] [redacted]\n')
  expect(redact(`pulled ${digest}`).text).toBe(`pulled ${digest}`)
})
