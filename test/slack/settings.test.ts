import { expect, test } from 'vitest'
import { readSecrets, SlackSettings } from '../../src/slack/settings.ts'
import { slackManifest } from '../../src/slack/manifest.ts'

const bot = ['xox', 'b-1'].join('')
const app = ['xap', 'p-1'].join('')
const signing = 'a-signing-secret-for-tests'

test('nothing set means Socket Mode, /k8s and two connections', () => {
  expect(SlackSettings.parse({})).toEqual({
    mode: 'socket',
    command: '/k8s',
    http: { drain: 5000, port: 3000, path: '/slack/events' },
    apiUrl: 'https://slack.com/api/',
    connections: 2,
    reconcile: true,
    sharedChannels: [],
  })
})

test.each([
  [{ command: 'k8s' }],
  [{ command: '/K8S' }],
  [{ connections: 11 }],
  [{ apiUrl: 'file:///etc' }],
  [{ adminChannel: '#ops' }],
  [{ unknown: 1 }],
])('%j is refused', (settings) => {
  expect(SlackSettings.safeParse(settings).success).toBe(false)
})

test('C2: tokens are trimmed', () => {
  const env = { SLACK_BOT_TOKEN: ` ${bot}\n`, SLACK_APP_TOKEN: `${app}\n` }

  expect(readSecrets(env, 'socket')).toEqual({ botToken: bot, appToken: app })
})

test('C2: swapped tokens are told apart by name, both at once', () => {
  const env = { SLACK_BOT_TOKEN: app, SLACK_APP_TOKEN: bot }

  expect(() => readSecrets(env, 'socket')).toThrow(
    /SLACK_BOT_TOKEN holds an app-level token.*\nSLACK_APP_TOKEN holds a bot token/u,
  )
})

test('C2: an empty signing secret is refused in http mode', () => {
  const env = { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: ' ' }

  expect(() => readSecrets(env, 'http')).toThrow(/SLACK_SIGNING_SECRET is not set/u)
  expect(readSecrets({ ...env, SLACK_SIGNING_SECRET: signing }, 'http')).toEqual({
    botToken: bot,
    signingSecret: signing,
  })
})

test('no problem tells the token itself', () => {
  expect(() => readSecrets({ SLACK_BOT_TOKEN: 'xoxp-very-secret' }, 'socket')).not.toThrow(/very/u)
})

test('the manifest asks for no more than the settings need', () => {
  const least = slackManifest(SlackSettings.parse({ reconcile: false }))
  const most = slackManifest(SlackSettings.parse({}), { email: true, groups: true })

  expect(least.oauth_config.scopes.bot).toEqual([
    'app_mentions:read',
    'channels:read',
    'chat:write',
    'commands',
    'files:write',
    'groups:read',
    'im:history',
    'im:write',
    'users:read',
  ])
  expect(most.oauth_config.scopes.bot).toEqual(
    expect.arrayContaining([
      'channels:history',
      'groups:history',
      'usergroups:read',
      'users:read.email',
    ]),
  )
  expect(least.settings).toMatchObject({ socket_mode_enabled: true, token_rotation_enabled: false })
})

test('in http mode the manifest says where Slack finds us', () => {
  const manifest = slackManifest(SlackSettings.parse({ mode: 'http' }), {
    publicUrl: 'https://bot.example.com/',
  })
  const url = 'https://bot.example.com/slack/events'

  expect(manifest.features.slash_commands[0]).toMatchObject({ url, should_escape: true })
  expect(manifest.settings.interactivity).toMatchObject({ request_url: url })
})
