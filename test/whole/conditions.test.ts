import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels } from '../../playground/slack/workspace.ts'
import { saidBy } from '../support/whole-bot.ts'
import { allAbout, becomes, shown } from '../support/whole-screen.ts'
import { type Stage, startStage, WATCHING_CONFIG } from '../support/whole-stage.ts'
import { createClusterClient, MERGE_PATCH } from '../support/cluster-client.ts'

const { ops } = channels
const CONDITIONS = `  conditions:
    - name: widget-large
      kind: widgets.shop.example.com
      when: object.spec.size > 5
      message: '"size " + string(object.spec.size)'
      for: 1s
      clear: 1s
      summary: is too large
`
const SPROCKET = '/apis/shop.example.com/v1/namespaces/shop/widgets/sprocket'

let stage: Stage
let client: ReturnType<typeof createClusterClient>

beforeAll(async () => {
  stage = await startStage({
    config: WATCHING_CONFIG.replace(/^notifications:\n/m, `$&${CONDITIONS}`),
  })
  client = createClusterClient({ url: stage.prod.url, ...stage.prod.tokens })
})
afterAll(async () => {
  await client.close()
  await stage.stop()
})

test('a condition on a custom resource is an incident like any other, resolved when it is over', async () => {
  const card = await shown(stage, ops, 'widgets/sprocket in shop is too large', 'prod-eu')
  expect(saidBy(card)).toContain('size 8')

  await client.call('PATCH', SPROCKET, { body: { spec: { size: 2 } }, type: MERGE_PATCH })
  await becomes(stage, card, '○ widgets/sprocket in shop is fine again')
  expect(allAbout(stage, ops, 'widgets/gear')).toEqual([])
})
