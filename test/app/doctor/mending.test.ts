import { expect, test } from 'vitest'
import {
  deckwatch,
  grant,
  kubectlAsBot,
  narrow,
  tokenFor,
} from '../../../src/app/doctor/mending.ts'
import { ClusterSettings } from '../../../src/kube/settings.ts'

const patient = { configFile: 'my files/deckwatch.yaml', pod: undefined }
const at = (who: string | undefined, isConstrained = false) => ({
  cluster: 'prod-eu',
  who,
  isConstrained,
})

test('a command is for the configuration that was looked at, as a shell reads it', () => {
  expect(deckwatch(patient, 'doctor', '--only', 'people')).toBe(
    "deckwatch doctor --config 'my files/deckwatch.yaml' --only people",
  )
})

test('from within a pod it is for whoever stands outside of it', () => {
  const inPod = { configFile: '/etc/deckwatch/config/deckwatch.yaml', pod: { namespace: 'ops' } }

  expect(grant(inPod, at('system:serviceaccount:ops:bot')).run).toEqual([
    'kubectl -n ops exec deployment/deckwatch -- /nodejs/bin/node /app/deckwatch.js rbac --config /etc/deckwatch/config/deckwatch.yaml --cluster prod-eu --service-account ops/bot --details | kubectl apply -f -',
  ])
})

test.each([
  ['system:serviceaccount:ops:bot', '--service-account ops/bot'],
  ['deckwatch', '--user deckwatch'],
  ["o'hara@example.com", String.raw`--user 'o'\''hara@example.com'`],
  [undefined, '--user NAME'],
])('C4: rights are for whom the cluster knows the bot as: %s', (who, bound) => {
  const { run } = grant(patient, at(who))

  expect(run).toEqual([
    `deckwatch rbac --config 'my files/deckwatch.yaml' --cluster prod-eu ${bound} --details | kubectl apply -f -`,
  ])
})

test('where nobody knows the bot’s user it is said that NAME is to be replaced', () => {
  expect(grant(patient, at(undefined)).say).toContain('in place of NAME')
  expect(grant(patient, at('deckwatch')).say).not.toContain('NAME')
})

test('C4: constrained impersonation stays constrained', () => {
  expect(grant(patient, at('deckwatch', true)).run[0]).toContain('--impersonation constrained |')
})

test('C4: what is too wide is looked for by every name that may be bound', () => {
  const [, find] = narrow(patient, at('system:serviceaccount:ops:bot')).run

  expect(find).toMatch(/grep -F -e ops\/bot -e system:serviceaccount:ops:bot -e system:serviceacc/)
})

test('a token is made for the account that the old one names, and for nobody else', () => {
  expect(tokenFor('system:serviceaccount:ops:bot')).toEqual([
    'kubectl -n ops create token bot --duration 8760h',
  ])
  expect([tokenFor('anna'), tokenFor(undefined)]).toEqual([[], []])
})

test('kubectl takes the bot’s own credentials', () => {
  const named = { name: 'a', kubeconfig: '/etc/bot.kubeconfig', context: 'bot' }

  expect(kubectlAsBot(ClusterSettings.parse(named), 'version')).toBe(
    'kubectl --kubeconfig /etc/bot.kubeconfig --context bot version',
  )
  expect(kubectlAsBot(ClusterSettings.parse({ name: 'a' }), 'version')).toBe('kubectl version')
})
