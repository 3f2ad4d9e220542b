import { expect, test } from 'vitest'
import { plain } from '../../../src/core/text.ts'
import { approvalStage } from '../../support/approval-stage.ts'
import { pod } from '../../support/kube-pods.ts'
import { web } from '../../support/web-deployment.ts'

const labels = { app: 'web' }
const object = {
  ...web(),
  metadata: { ...web().metadata, labels: { team: 'shop' } },
  spec: {
    replicas: 3,
    selector: { matchLabels: labels },
    template: { metadata: { labels } },
  },
}
const named = (kind: string, name: string, rest: object) => ({
  kind,
  metadata: { name, namespace: 'shop', uid: `uid-${name}` },
  ...rest,
})
const others = [
  pod({ name: 'web-1', labels }),
  named('Service', 'web-svc', { spec: { selector: labels } }),
  named('Service', 'other', { spec: { selector: { app: 'other' } } }),
  named('PodDisruptionBudget', 'web-pdb', {
    spec: { selector: { matchLabels: labels } },
    status: { disruptionsAllowed: 1 },
  }),
]

async function radius(forbidden: string[]): Promise<string[]> {
  const stage = approvalStage()
  Object.assign(stage.world, { object, others, forbidden })
  await stage.hold()
  const { radius: fields = [] } = await stage.found()
  return fields.map(({ name, value }) => `${name}: ${plain(value)}`)
}

test('the card says what else a change touches and whose it is', async () => {
  expect(await radius([])).toEqual([
    'pods: 1, 1 running',
    'PDB: web-pdb allows 1',
    'services: web-svc',
    'owner: shop (team)',
    'last hour: nothing else',
  ])
})

test('what the requester may not read is said to be hidden, and hinders nothing', async () => {
  expect(await radius(['list pods', 'list services'])).toEqual([
    'pods: not visible to @U-jane',
    'PDB: web-pdb allows 1',
    'services: not visible to @U-jane',
    'owner: shop (team)',
    'last hour: nothing else',
  ])
})
