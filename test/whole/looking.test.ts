import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { say } from '../support/slack-driver.ts'
import { saidBy } from '../support/whole-bot.ts'
import { type Stage, startStage, until } from '../support/whole-stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.stop())

describe('get', () => {
  test.each(['get pods', 'get pod', 'get po', 'get Pods', '  get   pods ', 'get pods -n shop'])(
    '“%s” lists the pods of the channel’s namespace, only for the one who asked',
    async (typed) => {
      const answer = await stage.ask('bob', typed)

      expect(saidBy(answer)).toContain('pods in shop · 1')
      expect(saidBy(answer)).toContain('prod-eu ⟨production⟩')
      expect(saidBy(answer)).toMatch(/web-\w+-\w+ 2\/2 Running 0/)
      expect(answer.onlyFor).toBeDefined()
    },
  )

  test('a table is Slack’s own table', async () => {
    const { blocks } = await stage.ask('bob', 'get pods')

    expect(blocks.map(({ type }) => type)).toContain('table')
  })

  test('a second table in one message is monospace, since Slack takes one', async () => {
    const { blocks } = await stage.ask('bob', 'get pods,svc')

    expect(blocks.filter(({ type }) => type === 'table')).toHaveLength(1)
    expect(JSON.stringify(blocks)).toContain('rich_text_preformatted')
  })

  test.each([
    ['get deploy/web', 'deployments in shop · 1 of 1'],
    ['get deploy web', 'deployments in shop · 1 of 1'],
    ['get deployments.apps', 'deployments in shop · 3 of 3'],
    ['get pods -l app=web', 'pods in shop · app=web · 3 of 3'],
    ['get pods -l app=nothing', 'pods in shop · app=nothing · none'],
    ['get wd', 'Colour Size Age gear red 3'],
    ['get widgets.shop.example.com/gear', 'gear red 3'],
    ['get sts,cm', 'statefulsets in shop · 1 of 1'],
    ['get deploy -o name', 'deployment/web'],
    ['get deploy/web -o yaml', 'kind: Deployment'],
    ['get pods --unhealthy', 'pods in shop · none of 1'],
    ['get deploy —n search', 'deployments in search · 2 of 2'],
    ['get pods -c staging', 'staging ⟨ staging ⟩'],
    ['get "pods"', 'pods in shop'],
  ])('“%s” answers with “%s”', async (typed, expected) => {
    expect(await stage.said('bob', typed)).toContain(expected)
  })

  test('an admin sees nodes, wide, and every namespace', async () => {
    expect(await stage.said('alice', 'get nodes -o wide')).toContain('Internal-IP node-a Ready')
    expect(await stage.said('alice', 'get pods -A', 'ops')).toContain('pods in every namespace')
  })

  test('YAML is for one object', async () => {
    expect(await stage.said('bob', 'get deploy -o yaml')).toContain('YAML is shown for one object')
  })
})

describe('one object', () => {
  test('shows facts, conditions, pods and events of a deployment', async () => {
    const answer = await stage.said('bob', 'describe deploy/web')

    for (const word of ['replicas 3', 'Progressing', 'ScalingReplicaSet', 'shop/web:1.4.2'])
      expect(answer).toContain(word)
  })

  test('shows the owners of a pod', async () => {
    const pod = podOf('web')
    const answer = await stage.said('bob', `describe pod/${pod}`)

    expect(answer).toContain(`pod/${pod} in shop`)
    expect(answer).toMatch(/replicaset\/web-\w+.*deployment\/web/)
  })

  test('shows a custom resource', async () => {
    expect(await stage.said('bob', 'describe wd gear')).toContain('widget/gear in shop')
  })

  test('shows a node and its pods to who may see nodes', async () => {
    expect(await stage.said('alice', 'describe node/node-a')).toContain('node/node-a')
  })
})

describe('logs', () => {
  test('of a pod', async () => {
    expect(await stage.said('bob', `logs ${podOf('api')} --tail 2`)).toMatch(
      /logs of pod\/api-.* 2 lines/,
    )
  })

  test('of a whole workload, merged, with each line’s pod', async () => {
    const answer = await stage.said('bob', 'logs deploy/web --tail 3')

    expect(answer).toContain('logs of deployment/web in shop · container web')
    expect(new Set(answer.match(/\[web-\w+-\w+\]/g)).size).toBe(3)
  })

  test('of another container, by label, with a grep and since', async () => {
    expect(await stage.said('bob', 'logs -l app=web --container proxy --grep listening')).toMatch(
      /lines with listening/,
    )
    expect(await stage.said('bob', 'logs deploy/api --since 1h')).toContain('last 1 h')
  })

  test('show no secret, and say that something was taken out', async () => {
    const answer = await stage.said('bob', 'logs deploy/web --grep postgres')

    expect(answer).toContain('postgres://shop:[redacted]@db.shop.svc')
    expect(answer).not.toContain('s3cr3t-p4ss')
  })

  test.each([
    ['logs', 'Say whose logs'],
    ['logs deploy/wbe', 'Did you mean web ?'],
    ['logs deploy/web --container prxy', 'prxy'],
    ['logs cm/web-config', 'configmap'],
    ['logs deploy/web --tail many', '--tail'],
    ['logs deploy/web --since soon', '--since'],
  ])('“%s” is told what is wrong', async (typed, expected) => {
    const answer = await stage.said('bob', typed)

    expect(answer).toContain('⚠')
    expect(answer).toContain(expected)
  })

  test('of a crash loop are those of the run that crashed', async () => {
    stage.staging.break({ action: 'crash', namespace: 'shop', name: 'worker' })
    // By then it is held back for minutes of the cluster, which are seconds here.
    await until(stage.staging, ({ workloads }) =>
      workloads
        .flatMap(({ pods }) => pods)
        .some(({ status, restarts }) => status === 'CrashLoopBackOff' && restarts >= 5),
    )

    const answer = await stage.said('bob', 'logs deploy/worker -n shop', 'partners')

    expect(answer).toContain('previous run')
    expect(answer).toContain('panic: no database after 3 attempts')
  })

  test('a workload in trouble comes first, with buttons to its logs', async () => {
    const answer = await stage.said('bob', 'get pods -n shop --unhealthy', 'partners')

    expect(answer).toContain('1 unhealthy')
    expect(answer).toMatch(/Logs of worker-/)
  })
})

describe('events', () => {
  test('of a namespace, of one workload with its pods, or warnings only', async () => {
    expect(await stage.said('bob', 'events')).toContain('events in shop')
    expect(await stage.said('bob', 'events deploy/web')).toContain(
      'deployment/web and its pods in shop',
    )
    expect(await stage.said('bob', 'get events --warnings')).toContain('events in shop · none')
  })

  test('warnings are told first', async () => {
    const answer = await stage.said('bob', 'events deploy/worker -n shop --since 1h', 'partners')

    expect(answer).toMatch(/in the last 1 h · \d+, [1-9]\d* of them warnings/)
    expect(answer).toContain('BackOff')
  })
})

describe('rollout status', () => {
  test('says that all is well, with the revision', async () => {
    const answer = await stage.said('bob', 'rollout status deploy/web')

    expect(answer).toContain('✓ deployment/web in shop is rolled out · revision 1')
    expect(answer).toContain('3 of 3 available')
  })

  test('names the pods in the way and why', async () => {
    // Still rolling out: its last word has the mark of work under way.
    const { bob } = people
    const answer = saidBy(
      await say(stage.slack, [bob, channels.partners], '/k8s rollout status deploy/worker -n shop'),
    )

    expect(answer).toMatch(/worker-\w+-\w+/)
    expect(answer).toContain('CrashLoopBackOff')
  })

  test('of what has no rollout says what has', async () => {
    expect(await stage.said('bob', 'rollout status svc/web')).toContain('services have no rollouts')
  })
})

const podOf = (app: string): string =>
  stage.prod.snapshot().workloads.find(({ name }) => name === app)?.pods[0]?.name ?? ''
