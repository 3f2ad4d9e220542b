import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { words } from '../support/slack-driver.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { lastWordOn, saidBy } from '../support/whole-bot.ts'
import { settled, type Stage, startStage } from '../support/whole-stage.ts'

let stage: Stage
let admin: Admin

beforeAll(async () => {
  stage = await startStage()
  admin = adminOf(stage.prod)
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})

describe('scale', () => {
  test('is followed until the pods are available, in one message that is edited', async () => {
    const seen: string[] = []
    const stop = stage.slack.onChange((change) => {
      if (change.change === 'message' && change.message.userId === people.deckwatch.id)
        seen.push(`${change.message.ts} ${words(change.message).trim()[0]}`)
    })
    const answer = await stage.ask('bob', 'scale deploy/web 5 --reason "sale at 18:00"')
    stop()

    expect(saidBy(answer)).toContain('✓ Scaled deployment/web in shop in')
    expect(saidBy(answer)).toContain('replicas 3 → 5 5 of 5 available')
    expect(saidBy(answer)).toContain('asked by <@U07B2RZ81LT> for “sale at 18:00”')
    expect(saidBy(answer)).toContain('prod-eu ⟨production⟩')
    expect(new Set(seen.map((one) => one.split(' ')[0])).size).toBe(1)
    expect(seen[0]).toContain('●')
    expect(answer.edited).toBeDefined()
  })

  test('is seen by everybody in the channel, because it changes what is everybody’s', async () => {
    const answer = await stage.ask('bob', 'scale deploy/web 4')

    expect(stage.slack.seenBy(people.carol, channels.shop).map(({ ts }) => ts)).toContain(answer.ts)
  })

  test('--dry-run writes nothing, asks the server and says so in words of its own', async () => {
    const answer = await stage.said('bob', 'scale deploy/web 6 --dry-run')

    expect(answer).toContain('Dry run: would scale deployment/web in shop . Nothing was changed.')
    expect(answer).toContain('replicas 4 → 6')
    expect(answer).not.toContain('✓')
    expect(await admin.replicas('web')).toBe('4')
    const patches = stage.prod.requests().filter(({ method }) => method === 'PATCH')
    expect(patches.at(-1)?.path).toContain('dryRun=All')
  })

  test('to what it has already changes nothing and says so', async () => {
    expect(await stage.said('bob', 'scale deploy/web 4')).toContain(
      'deployment/web has 4 replicas already',
    )
  })

  test('the API server saw the person, the change and the request’s id', async () => {
    await stage.ask('bob', 'scale deploy/web 3')
    const last = stage.prod.requests().findLast(({ method }) => method === 'PATCH')

    expect(last?.path).toContain('/namespaces/shop/deployments/web/scale')
    expect(last?.impersonated?.user).toBe('bob')
    expect(stage.log.lines.map(({ facts }) => facts['audit'])).toContain('outcome')
  })

  test('works for statefulsets, by kubectl’s spelling', async () => {
    expect(await stage.said('bob', 'scale sts/cart --replicas=4 --current-replicas=3')).toContain(
      '✓ Scaled statefulset/cart in shop',
    )
  })

  test('down to zero ends when no pod is left', async () => {
    const answer = await stage.said('alice', 'scale deploy/web 0 -n shop -c staging')

    expect(answer).toContain('Nothing will be left to serve until it is scaled up.')
    expect(answer).toContain('0 of 0 available')
    expect(await stage.said('alice', 'scale deploy/web 2 -n shop -c staging')).toContain(
      '2 of 2 available',
    )
  })

  test.each([
    ['bob', 'scale deploy/worker 2 -n shop', 'Helm release worker manages it'],
    ['alice', 'scale deploy/indexer 3 -n search', 'Argo CD application search manages it'],
    ['alice', 'scale deploy/query 2 -n search', 'Flux kustomization search manages it'],
    ['bob', 'scale deploy/api 3 -n shop', 'HPA api owns the replicas (min 2 , max 6 )'],
    ['bob', 'scale deploy/web 1 -n shop', 'PDB web asks for 2 available; 1 is fewer'],
  ] as const)('%s: %s warns: %s', async (who, typed, warning) => {
    expect(await stage.said(who, `${typed} --dry-run`, 'shop')).toContain(`⚠ ${warning}`)
  })

  test('more than the HPA allows is offered as what it allows', async () => {
    const answer = await stage.ask('alice', 'scale deploy/api 9 --dry-run', 'shop')

    expect(saidBy(answer)).toContain('it will set them back to 6')
    expect(saidBy(answer)).toContain('scale deployment/api')
  })
})

describe('restart', () => {
  test('is followed until every pod is new', async () => {
    const before = podsOf('web')
    const answer = await stage.said('bob', 'restart deploy/web')

    expect(answer).toContain('✓ Restarted deployment/web in shop')
    expect(podsOf('web').filter((pod) => before.includes(pod))).toEqual([])
  })

  test('of a statefulset and a daemonset', async () => {
    expect(await stage.said('bob', 'rollout restart sts cart')).toContain(
      '✓ Restarted statefulset/cart',
    )
    expect(await stage.said('alice', 'restart ds/kube-proxy -n kube-system', 'ops')).toContain(
      '✓ Restarted daemonset/kube-proxy in kube-system',
    )
  })

  test('of what is paused is refused before anything is sent', async () => {
    await admin.patch('shop/deployments/worker', { spec: { paused: true } })
    const answer = await stage.said('bob', 'restart deploy/worker')
    await admin.patch('shop/deployments/worker', { spec: { paused: false } })

    expect(answer).toContain('deployment/worker is paused')
    expect(answer).toContain('Nothing was changed.')
  })

  test('of what has no pods says so', async () => {
    await admin.patch('search/deployments/query', { spec: { replicas: 0 } })
    await settled(stage.prod)

    expect(await stage.said('alice', 'restart deploy/query -n search', 'ops')).toContain(
      'there is no pod to restart',
    )
  })
})

describe('rollback', () => {
  test('goes back to the revision before and is followed', async () => {
    await admin.patch('shop/deployments/worker', image('worker', 'shop/worker:0.9.1'))
    await settled(stage.prod)
    const answer = await stage.said('bob', 'rollback deploy/worker')

    expect(answer).toContain('✓ Rolled back deployment/worker in shop')
    expect(answer).toMatch(/shop\/worker:0\.9\.1 → shop\/worker:0\.9\.0/)
    expect(await admin.read('shop/deployments/worker')).toContain('shop/worker:0.9.0')
  })

  test('--to-revision names one; one that is gone is answered with those that are there', async () => {
    expect(await stage.said('bob', 'rollback deploy/worker --to-revision=2 --dry-run')).toContain(
      'Dry run: would roll back deployment/worker',
    )
    expect(await stage.said('bob', 'rollback deploy/worker --to-revision 9')).toMatch(
      /has no revision 9 .* Revisions: 3/,
    )
  })
})

describe('a rollout that fails', () => {
  test('is reported with its pods, their cause and last words, and a way back', async () => {
    await admin.patch('shop/deployments/api', { spec: { progressDeadlineSeconds: 90 } })
    stage.prod.break({ action: 'crash', namespace: 'shop', name: 'api' })
    const answer = await stage.ask('bob', 'restart deploy/api')

    expect(saidBy(answer)).toMatch(/✕ Restart of deployment\/api in shop failed after \d+ s/)
    expect(saidBy(answer)).toContain('it made no progress within its deadline')
    expect(saidBy(answer)).toContain('panic: no database after 3 attempts')
    expect(saidBy(answer)).not.toContain('✓')

    stage.prod.break({ action: 'recover-all' })
    const back = await lastWordOn(stage.slack, 'Roll back', () =>
      stage.slack.driver.click(people.bob, answer, 'Roll back'),
    )
    expect(saidBy(back)).toContain('✓ Rolled back deployment/api')
  })
})

const podsOf = (app: string) =>
  stage.prod
    .snapshot()
    .workloads.filter(({ name }) => name === app)
    .flatMap(({ pods }) => pods.map(({ name }) => name))

const image = (name: string, to: string) => ({
  spec: { template: { spec: { containers: [{ name, image: to }] } } },
})
