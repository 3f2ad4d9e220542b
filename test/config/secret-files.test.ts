import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSecretFiles } from '../../src/config/secret-files.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function secretFile(text: string, mode = 0o600) {
  const file = join(temporaryFolder(), 'token')
  writeFileSync(file, text, { mode })
  chmodSync(file, mode)
  return file
}

async function problemsOf(env: Record<string, string>) {
  const error: unknown = await readSecretFiles(env).catch((thrown: unknown) => thrown)
  return error instanceof ConfigError ? error.problems : error
}

test('a secret may lie in a file, and whoever reads the environment finds it there', async () => {
  const file = secretFile('xoxb-1')

  const { env, files, warnings } = await readSecretFiles({ SLACK_BOT_TOKEN_FILE: file, HOME: '/h' })

  expect(env).toMatchObject({ SLACK_BOT_TOKEN: 'xoxb-1', HOME: '/h' })
  expect(files).toEqual({ SLACK_BOT_TOKEN: file })
  expect(warnings).toEqual([])
})

test('C2: a file that ends in a newline holds the same secret', async () => {
  const { env } = await readSecretFiles({
    DATABASE_URL_FILE: secretFile('  postgres://db/x\r\n\n'),
  })

  expect(env['DATABASE_URL']).toBe('postgres://db/x')
})

test('C2: a secret that others may read works and is warned about', async () => {
  const file = secretFile('xapp-1', 0o644)

  const { env, warnings } = await readSecretFiles({ SLACK_APP_TOKEN_FILE: file })

  expect(env['SLACK_APP_TOKEN']).toBe('xapp-1')
  expect(warnings).toEqual([
    `SLACK_APP_TOKEN_FILE: ${file}: everybody on this machine may read it; take that right away (chmod o-r)`,
  ])
})

test('every file at fault is told at once, by variable and path', async () => {
  const folder = temporaryFolder({ empty: ' \n' })
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'long'), 'x'.repeat(70_000))

  const problems = await problemsOf({
    SLACK_BOT_TOKEN_FILE: join(folder, 'missing'),
    SLACK_APP_TOKEN_FILE: join(folder, 'empty'),
    SLACK_SIGNING_SECRET_FILE: join(folder, 'sub'),
    DATABASE_URL_FILE: '/dev/null',
    DECKWATCH_DEADMAN_URL_FILE: join(folder, 'long'),
  })

  expect(problems).toEqual([
    `SLACK_BOT_TOKEN_FILE: ${folder}/missing: cannot be read: there is no such file`,
    `SLACK_APP_TOKEN_FILE: ${folder}/empty: is empty`,
    `SLACK_SIGNING_SECRET_FILE: ${folder}/sub: cannot be read: it is a directory`,
    'DATABASE_URL_FILE: /dev/null: cannot be read: it is no file',
    `DECKWATCH_DEADMAN_URL_FILE: ${folder}/long: cannot be read: it is more than 65536 bytes long`,
  ])
})

test('a secret that is given twice is refused: nobody could tell which one counts', async () => {
  const file = secretFile('xoxb-2')

  expect(await problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_BOT_TOKEN_FILE: file })).toEqual([
    'SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: keep one.',
  ])
})

test('a variable that is set to nothing is not set', async () => {
  const file = secretFile('xoxb-2')

  const { env } = await readSecretFiles({
    SLACK_BOT_TOKEN: '',
    SLACK_BOT_TOKEN_FILE: file,
    SLACK_APP_TOKEN: 'xapp-1',
    SLACK_APP_TOKEN_FILE: ' ',
  })

  expect(env).toMatchObject({ SLACK_BOT_TOKEN: 'xoxb-2', SLACK_APP_TOKEN: 'xapp-1' })
})

test('files of other programs are left alone', async () => {
  const { env, files } = await readSecretFiles({ SSL_CERT_FILE: '/nowhere' })

  expect(env).toEqual({ SSL_CERT_FILE: '/nowhere' })
  expect(files).toEqual({})
})

test('a secret as Kubernetes mounts it is found behind its links', async () => {
  const folder = temporaryFolder({ '..2026_11_28/SLACK_BOT_TOKEN': 'xoxb-3' })
  symlinkSync('..2026_11_28', join(folder, '..data'))
  symlinkSync('..data/SLACK_BOT_TOKEN', join(folder, 'SLACK_BOT_TOKEN'))

  const { env } = await readSecretFiles({ SLACK_BOT_TOKEN_FILE: join(folder, 'SLACK_BOT_TOKEN') })

  expect(env['SLACK_BOT_TOKEN']).toBe('xoxb-3')
})
