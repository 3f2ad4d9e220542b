import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground } from '../../playground/main.ts'
import { hasChromium, openChromium, tellPage } from './chromium.ts'
import { PATIENCE_MS } from '../support/patience.ts'
import { restartBot } from './restart-bot.ts'

/** The bot's words that this play waits for. */
const SAYS = {
  reasonButton: 'Give a reason…',
  reasonDialog: 'Reason',
  goOn: 'Go on',
  asks: /Needs .*platform/,
  toldDirectly: /has \d+ direct message/,
  ownChange: /yourself: somebody else has to decide it/,
  agreed: (votes: string) => new RegExp(votes),
  voided: /Void: /,
  askedAgain: /Asked again: /,
  scaled: /Scaled deployment\/web/,
  undone: /Undid the change of deployment\/web/,
  denied: /Denied by .*not during the sale/,
  record: /scale deployment\/web in shop, replicas 3 → 12/,
} as const

const REQUEST = '/k8s scale deploy/web 12 -n shop'

describe.skipIf(!hasChromium)('a change that others agree to, with the real bot', () => {
  let playground: Awaited<ReturnType<typeof startPlayground>>
  let browser: Browser
  let page: Page
  let told = ''

  beforeAll(async () => {
    playground = await startPlayground({ port: 0, out: (text) => void (told += text) })
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(/http:\S+/.exec(told)?.[0] ?? '')
    await page.getByRole('button', { name: 'Not now' }).click()
  })
  afterAll(async () => {
    await browser.close()
    await playground.stop()
  })

  tellPage(() => page)

  const log = () => page.getByRole('log', { name: /^Messages/ })
  const said = (words: RegExp) => log().getByRole('article').filter({ hasText: words }).last()
  const be = async (name: string) => {
    await page.getByLabel('You are').selectOption({ label: name })
    await page.getByRole('button', { name: /^ops/ }).click()
  }
  const say = async (words: string) => {
    await page.getByRole('textbox', { name: /^Message/ }).fill(words)
    await page.keyboard.press('Enter')
  }
  const card = () => log().getByRole('article').filter({ hasText: SAYS.asks }).last()
  const vote = async (name: string, votes: string) => {
    await be(name)
    await card().getByRole('button', { name: 'Approve' }).click()
    await log()
      .getByRole('article')
      .filter({ hasText: SAYS.agreed(votes) })
      .last()
      .waitFor()
  }
  const replicas = (text: string) => page.getByRole('img', { name: text })

  test('Bob is asked for a reason in a dialog, then the card appears', async () => {
    await be('Bob Okafor')
    await say(REQUEST)
    await log().getByRole('button', { name: SAYS.reasonButton }).last().click()
    const dialog = page.getByRole('dialog', { name: SAYS.reasonDialog })
    await dialog.getByRole('textbox').fill('the sale starts at six')
    await dialog.getByRole('button', { name: SAYS.goOn }).click()
    await dialog.waitFor({ state: 'detached' })

    await card().waitFor()
    expect(await card().textContent()).toContain('the sale starts at six')
    expect(await replicas('3 of 3 ready').count()).toBeGreaterThan(0)
  })

  test('whoever may agree is told directly; one press shows it', async () => {
    const inbox = page.getByRole('button', {
      name: new RegExp(`Alice Moreau ${SAYS.toldDirectly.source}`),
    })
    await inbox.click()

    await log().getByRole('button', { name: 'Approve' }).waitFor()
    await expect.poll(() => inbox.count()).toBe(0)
  })

  test('Bob cannot agree to his own change', async () => {
    await be('Bob Okafor')
    await card().getByRole('button', { name: 'Approve' }).click()

    await said(SAYS.ownChange).waitFor()
    expect(await card().textContent()).toContain('0 of 2')
  })

  test('a vote outlives the bot', async () => {
    await vote('Alice Moreau', '1 of 2')
    await restartBot(page)
    await vote('Olga Brandt', '1 of 1')

    expect(await card().textContent()).toContain('1 of 2')
  })

  test('a change behind their back voids the votes, and the new plan asks again', async () => {
    await page.getByRole('button', { name: 'Break web', exact: true }).click()
    await page.getByRole('menuitem', { name: /image behind our back/ }).click()
    await be('Hana Sato')
    await card().getByRole('button', { name: 'Approve' }).click()

    await said(SAYS.voided).waitFor()
    await said(SAYS.askedAgain).waitFor()
    expect(await card().textContent()).toContain('0 of 2')
    await expect.poll(() => replicas('12 of 12 ready').count()).toBe(0)
  })

  test('with the last vote it is made and followed to its verdict', async () => {
    await vote('Hana Sato', '1 of 2')
    await vote('Alice Moreau', '2 of 2')
    await be('Olga Brandt')
    await card().getByRole('button', { name: 'Approve' }).click()

    await said(SAYS.scaled).waitFor()
    await expect.poll(() => replicas('12 of 12 ready').count()).toBe(1)
  })

  test('Bob takes it back', async () => {
    await be('Bob Okafor')
    await say('/k8s undo')

    await said(SAYS.undone).waitFor()
    await expect.poll(() => replicas('3 of 3 ready').count()).toBeGreaterThan(0)
  })

  test('a denial needs a reason and ends it for everybody', async () => {
    await say(`${REQUEST} --reason "once more"`)
    await card().waitFor()
    await be('Ivan Petrov')
    await card().getByRole('button', { name: 'Deny…' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('not during the sale')
    await page.keyboard.press('Enter')

    await said(SAYS.denied).waitFor()
    expect(await log().getByRole('button', { name: 'Approve' }).count()).toBe(0)
  })

  test('who did what is on record', async () => {
    await be('Alice Moreau')
    await say('/k8s audit deploy/web -n shop')

    await said(SAYS.record).waitFor()
    expect(await said(SAYS.record).textContent()).toMatch(/undo of/)
  })
})
