import { expect, test } from 'vitest'
import { canI } from '../../commands/can-i.ts'
import { commands } from '../../commands/index.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'

test('can-i says yes when both gates do', async () => {
  const { view } = await askQuery(canI, 'scale deploy/web', { commands })

  expect(linesOf(view)).toEqual([
    'Yes: you may scale deployment/web in shop',
    'the policy says: yes: rule yes, allowed',
    'Kubernetes says: yes: user jane may patch deployments.apps/scale',
  ])
})

test('can-i says which gate says no: the policy', async () => {
  const { view } = await askQuery(canI, 'restart deploy/web', {
    commands,
    denies: ({ command, risk, target }) =>
      command === 'restart' && risk === 'change' && target?.name === 'web',
  })

  expect(linesOf(view)).toEqual([
    'No: you may not restart deployment/web in shop',
    'the policy says: no: rule no, the policy says no',
    'Kubernetes says: yes: user jane may patch deployments.apps',
  ])
})

test('can-i says which gate says no: the cluster', async () => {
  const forbidden = ['get pods/log']
  const { view } = await askQuery(canI, 'logs deploy/web', { commands, forbidden })

  expect(view.tone).toBe('failed')
  expect(linesOf(view).at(-1)).toBe('Kubernetes says: no: user jane may not get pods/log')
})

test('can-i understands the verbs of Kubernetes, also those no command has', async () => {
  const list = await askQuery(canI, 'list secrets -n legacy', { commands })
  const remove = await askQuery(canI, 'delete pod web-1', { commands })

  expect(linesOf(list.view)[0]).toBe('Yes: you may list secrets in legacy')
  expect(linesOf(remove.view)).toEqual([
    'No: you may not delete pod/web-1 in shop',
    'the policy says: no: no command here would delete',
    'Kubernetes says: yes: user jane may delete pods',
  ])
})

test('can-i refuses what is no verb, and more than one object', async () => {
  expect((await refusal(askQuery(canI, 'scael deploy/web', { commands }))).suggestions).toEqual([
    'scale',
  ])
  expect((await refusal(askQuery(canI, 'get pods,svc', { commands }))).code).toBe('one-at-a-time')
})

test.each([
  ['pause deploy/web', 'patch deployments.apps'],
  ['cordon node/node-1', 'patch nodes'],
  ['label pod/web-1', 'patch pods'],
])('can-i %s asks for the right that it takes', async (words, right) => {
  const { view } = await askQuery(canI, words, { commands })

  expect(linesOf(view).at(-1)).toBe(`Kubernetes says: yes: user jane may ${right}`)
})

test('can-i knows no verb for what is decided plan by plan', async () => {
  for (const verb of ['approve', 'break-glass', 'approvals', 'undo']) {
    expect((await refusal(askQuery(canI, `${verb} deploy/web`, { commands }))).code).toBe(
      'unknown-verb',
    )
  }
})
