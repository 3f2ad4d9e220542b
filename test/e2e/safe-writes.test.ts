import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { people } from '../../playground/slack/workspace.ts'
import { type Lane, startLane } from '../crash/lane.ts'
import { readLedger } from '../crash/ledger.ts'
import { CHANNEL } from '../crash/place.ts'
import { cardsOf } from '../crash/truth.ts'
import { controlPlane } from '../support/control-plane.ts'
import { waitForMessage, words } from '../support/slack-driver.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const SHOP = `safe-${Date.now().toString(36)}`
type Who = keyof typeof people

describe.skipIf(!KUBECONFIG)('on a real control plane, with a bot that is a process', () => {
  let lane: Lane
  const cluster = controlPlane(KUBECONFIG)

  beforeAll(async () => {
    lane = await startLane({ kubeconfig: KUBECONFIG, namespace: SHOP })
    await lane.up()
  })
  afterAll(async () => {
    await lane.stop()
    expect(lane.broke).toEqual([])
  })

  const say = (who: Who, typed: string) =>
    lane.slack.driver.say(people[who], CHANNEL, `/k8s ${typed}`)

  /** Says it, and resolves with the id of the plan and its card. */
  const ask = async (who: Who, typed: string) => {
    const known = new Set(cards().map(idOf))
    const [card] = await Promise.all([
      waitForMessage(lane.slack, (message) => isCard(message) && !known.has(idOf(message))),
      say(who, typed),
    ])
    return idOf(card)
  }
  const cards = () => lane.slack.messages(CHANNEL).filter(isCard)
  const cardOf = (id: string): PageMessage => {
    const [card, ...more] = cardsOf(id, lane.slack.messages(CHANNEL))
    if (!card || more.length > 0) throw new Error(`plan ${id} has not one card`)
    return card
  }
  const press = (who: Who, id: string, label: string) =>
    lane.slack.driver.click(people[who], cardOf(id), label)
  const untilCard = (id: string, text: RegExp) => expect.poll(() => words(cardOf(id))).toMatch(text)
  const privately = (who: Who, text: RegExp) =>
    waitForMessage(
      lane.slack,
      (message) => message.onlyFor === people[who].id && text.test(words(message)),
    )
  const replicas = async (object: string) => (await lane.read(object)).replicas

  test('two groups approve, by button and by word, and only then it is made', async () => {
    const id = await ask('bob', 'scale deployment/vault 2 --reason "more customers"')
    await untilCard(id, /platform.*owners/s)

    await press('carol', id, 'Approve')
    await press('bob', id, 'Approve')
    await privately('bob', /your own|yourself/i)
    await say('alice', `approve ${id}`)
    await privately('alice', /Your vote on plan .* counts/)
    expect(await replicas('vault')).toBe(1)
    await press('dave', id, 'Approve')

    await untilCard(id, /✓ Scaled deployment\/vault/)
    expect(await replicas('vault')).toBe(2)
    for (const { id: voter } of [people.carol, people.alice, people.dave])
      expect(words(cardOf(id))).toMatch(new RegExp(`Approved by .*${voter}`))
    const { records, broken } = await readLedger(lane.store)
    const kinds = records.filter(({ plan }) => plan?.id === id).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'vote')).toHaveLength(3)
    expect(kinds.slice(-2)).toEqual(['intent', 'outcome'])
    expect(broken).toBeUndefined()
  })

  test('a denial is typed into a dialog, and nothing is made', async () => {
    const id = await ask('bob', 'scale deployment/till 3')
    const before = lane.writes.size

    await press('alice', id, 'Deny…')
    await fillIn('alice', 'not on a Friday')

    await untilCard(id, /denied.*not on a Friday/is)
    expect(lane.writes.size).toBe(before)
    expect(await replicas('till')).toBe(1)
  })

  /** Writes this into the one field of the dialog that opens for somebody. */
  const fillIn = async (who: Who, text: string) => {
    const modal = () => lane.slack.snapshot().modals.find(({ userId }) => userId === people[who].id)
    await expect.poll(modal).toBeDefined()
    const field = JSON.stringify(modal()?.blocks).match(/"action_id":"([^"]+)"/)?.[1] ?? ''
    await lane.slack.driver.submit(people[who], { [field]: text })
  }

  test('somebody else changes the object: the votes are void and the new plan asks again', async () => {
    const id = await ask('bob', 'scale deployment/till 2')
    cluster.kubectl('-n', SHOP, 'set', 'image', 'deployment/till', 'app=web:1.5')
    const known = new Set(cards().map(idOf))

    await press('alice', id, 'Approve')
    const next = await waitForMessage(
      lane.slack,
      (message) => isCard(message) && !known.has(idOf(message)),
    )

    await untilCard(id, /void/i)
    expect(await replicas('till')).toBe(1)
    await press('alice', idOf(next), 'Approve')
    await untilCard(idOf(next), /✓ Scaled deployment\/till/)
    expect(await replicas('till')).toBe(2)
  })

  test('undo is a button and takes the whole road', async () => {
    const id = await ask('bob', 'scale deployment/web 3')
    await untilCard(id, /✓ Scaled deployment\/web/)

    const known = new Set(cards().map(idOf))
    const label = /Undo[^\n]*/.exec(words(cardOf(id)))?.[0] ?? ''
    const [undo] = await Promise.all([
      waitForMessage(lane.slack, (message) => isCard(message) && !known.has(idOf(message))),
      press('bob', id, label),
    ])

    await untilCard(idOf(undo), /✓/)
    expect(await replicas('web')).toBe(1)
  })

  test('a temporary change goes back although the bot was restarted in between', async () => {
    const id = await ask('bob', 'scale deployment/web 2 --for 30s')
    await untilCard(id, /✓ Scaled deployment\/web/)

    await lane.down()
    await lane.up()

    await expect.poll(() => replicas('web')).toBe(1)
    await untilReverted(id)
  })

  test('a temporary change goes back although its time was over while no bot was there', async () => {
    const id = await ask('bob', 'scale deployment/web 2 --for 30s')
    await untilCard(id, /✓ Scaled deployment\/web/)

    lane.kill()
    await new Promise((resolve) => setTimeout(resolve, 31_000))
    expect(await replicas('web')).toBe(2)
    await lane.up()

    await expect.poll(() => replicas('web')).toBe(1)
    await untilReverted(id)
  })

  const untilReverted = async (id: string) => {
    await expect.poll(() => revertOf(id)).toMatchObject({ state: 'ended' })
    await untilCard(id, /Its time was over: taken back/)
  }
  const revertOf = async (id: string) =>
    (await readLedger(lane.store)).plans.find(({ revertOf }) => revertOf === id)
})

const isCard = (message: PageMessage) =>
  message.onlyFor === undefined && message.channelId === CHANNEL.id && idOf(message) !== ''

const idOf = ({ metadata }: PageMessage): string =>
  /plan\/([a-z0-9-]+)\/card/.exec(JSON.stringify(metadata ?? ''))?.[1] ?? ''
