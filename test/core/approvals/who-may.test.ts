import { expect, test } from 'vitest'
import { approvalStage, asks, group } from '../../support/approval-stage.ts'

const elsewhere = { place: { teamId: 'T1', channelId: 'C9', kind: 'channel' } } as const

test('what policy shows and Kubernetes hides is hidden: plans are no way around it', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.could = true
  const desk = await stage.desk('stranger', elsewhere)
  expect((await desk.show('p1')).title).not.toEqual([])

  stage.world.forbidden = ['get deployments']

  await expect(desk.show('p1')).rejects.toMatchObject({ code: 'no-such-plan' })
  expect(await desk.list('all')).toEqual([])
  expect(await desk.list('scheduled')).toEqual([])
})

test('whoever has to decide, and whoever asked, sees it whatever they may read', async () => {
  const stage = approvalStage()
  await stage.hold()
  stage.world.forbidden = ['get deployments']

  expect((await (await stage.desk('one', elsewhere)).find('p1')).plan.id).toBe('p1')
  expect((await (await stage.desk('jane', elsewhere)).find('p1')).plan.id).toBe('p1')
})

test('where it was asked for nobody knows of it, when policy has its card stand elsewhere', async () => {
  const stage = approvalStage()
  stage.world.verdict = asks([group('platform')], { channel: 'C-platform' })
  await stage.hold()

  await expect((await stage.desk('stranger')).cancel('p1', undefined)).rejects.toMatchObject({
    code: 'no-such-plan',
  })
  const there = { place: { teamId: 'T1', channelId: 'C-platform', kind: 'channel' } } as const
  await expect((await stage.desk('stranger', there)).cancel('p1', undefined)).rejects.toMatchObject(
    { code: 'not-your-plan' },
  )
})
