import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasChromium, openChromium, tellPage } from './chromium.ts'
import { contrastProblems, overflowing } from './page-looks.ts'
import { startPageStage } from '../playground/page/page-stage.ts'
import { PATIENCE_MS } from '../support/patience.ts'

describe.skipIf(!hasChromium)('one person asks, others decide', () => {
  let stage: Awaited<ReturnType<typeof startPageStage>>
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    stage = await startPageStage()
    page = await open(1440, 'light')
  })
  afterEach(async () => {
    await page.close()
    await stage.stop()
    expect(complaints).toEqual([])
  })

  async function open(width: number, colorScheme: 'light' | 'dark') {
    const opened = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    opened.setDefaultTimeout(PATIENCE_MS)
    complaints = []
    opened.on('pageerror', (error) => complaints.push(error.message))
    await opened.goto(stage.url)
    await opened.getByRole('button', { name: 'Not now' }).click()
    return opened
  }

  tellPage(() => page)

  const be = (name: string) => page.getByLabel('You are').selectOption({ label: name })
  const messages = () => page.getByRole('log', { name: /^Messages/ })
  const inbox = (name: string) => page.getByRole('button', { name: new RegExp(`^${name} has`) })
  const dialog = () => page.getByRole('dialog', { name: 'Deny this change' })
  const ask = async () => {
    await be('Bob Okafor')
    const box = page.getByRole('textbox', { name: /^Message/ })
    await box.fill('/k8s scale deploy/web 12 -n shop --reason "the sale starts at six"')
    await box.press('Enter')
    await inbox('Olga Brandt').waitFor()
  }

  test('everybody who may agree has a direct message, and one press leads there', async () => {
    await ask()

    expect(await inbox('Alice Moreau').getAttribute('aria-label')).toBe(
      'Alice Moreau has 1 direct message: Bob Okafor asks for your approval: scale deployment/web 3 → 12',
    )
    await inbox('Alice Moreau').click()
    await messages().getByText('asks for your approval').waitFor()
    await expect.poll(() => inbox('Alice Moreau').count()).toBe(0)
    await expect.poll(() => inbox('Hana Sato').count()).toBe(1)
    await page.reload()
    await inbox('Hana Sato').waitFor()
    expect(await inbox('Alice Moreau').count()).toBe(0)
  })

  test('a vote changes the card where it stands', async () => {
    await ask()
    await be('Alice Moreau')
    await messages().getByRole('button', { name: 'Approve' }).click()

    await messages().getByText('and one more').waitFor()
    await expect.poll(() => messages().getByRole('button', { name: 'Approve' }).count()).toBe(1)
  })

  test('a denial asks why in a dialog, and Escape leaves everything as it was', async () => {
    await ask()
    await be('Alice Moreau')
    await messages().getByRole('button', { name: 'Deny…' }).click()
    await dialog().waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })

    expect(stage.slack.snapshot().modals).toEqual([])
    expect(
      await messages()
        .getByText(/^Denied by/)
        .count(),
    ).toBe(0)
  })

  test('too short an answer is refused in the dialog; a good one decides and is told in the thread', async () => {
    await ask()
    await be('Alice Moreau')
    await messages().getByRole('button', { name: 'Deny…' }).click()
    const line = dialog().getByRole('textbox', { name: 'Why not?' })
    await expect.poll(() => line.evaluate((box) => box === document.activeElement)).toBe(true)
    await page.keyboard.type('no')
    await page.keyboard.press('Enter')
    await dialog().getByRole('alert').getByText('at least 3 characters').waitFor()
    await line.fill('not during the sale')
    await page.keyboard.press('Enter')
    await dialog().waitFor({ state: 'detached' })

    await messages().getByText('not during the sale').waitFor()
    await expect.poll(() => messages().getByRole('button', { name: 'Approve' }).count()).toBe(0)
    await messages().getByRole('button', { name: '1 reply' }).click()
    const thread = page.getByRole('log', { name: 'Messages in this thread' })
    await thread.getByText('your change was denied').waitFor()
  })

  test('a direct message is edited to the end', async () => {
    await ask()
    await be('Alice Moreau')
    await messages().getByRole('button', { name: 'Deny…' }).click()
    await dialog().getByRole('textbox').fill('not during the sale')
    await dialog().getByRole('button', { name: 'Deny' }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Deckwatch/ }).click()

    await messages().getByText('Denied: nothing was changed').waitFor()
    expect(await messages().getByRole('article').count()).toBe(1)
  })

  test('the dialog of one person is not in the way of another', async () => {
    await ask()
    await be('Alice Moreau')
    await messages().getByRole('button', { name: 'Deny…' }).click()
    await dialog().waitFor()
    const other = await open(1280, 'light')
    await other.getByLabel('You are').selectOption({ label: 'Hana Sato' })

    await other.getByRole('button', { name: 'Approve' }).first().waitFor()
    expect(await other.getByRole('dialog').count()).toBe(0)
    await other.close()
  })

  test('the bot can be stopped and started; meanwhile the page says so', async () => {
    await page.getByRole('button', { name: 'Bot: it runs' }).click()
    await page.getByRole('menuitem', { name: /Stop the bot/ }).click()
    await page.getByText('The bot is not connected').waitFor()
    await page.getByRole('button', { name: 'Bot: it is stopped' }).click()
    await page.getByRole('menuitem', { name: 'Start the bot' }).click()

    await page.getByRole('button', { name: 'Bot: it runs' }).waitFor()
    await ask()
    expect(await page.getByText('The bot is not connected').count()).toBe(0)
  })

  test.each([360, 390, 1080, 1440] as const)('nothing sticks out at %i px', async (width) => {
    await ask()
    const narrow = await open(width, width === 390 ? 'dark' : 'light')
    await narrow.getByLabel('You are').selectOption({ label: 'Dave Ito' })
    await narrow.getByRole('button', { name: /^Alice Moreau has/ }).waitFor()
    await narrow.getByRole('button', { name: /^Bot:/ }).click()
    const before = [
      ...(await narrow.evaluate(overflowing)),
      ...(await narrow.evaluate(contrastProblems)),
    ]
    await narrow.keyboard.press('Escape')
    await narrow.getByLabel('You are').selectOption({ label: 'Olga Brandt' })
    await narrow.getByRole('button', { name: 'Deny…' }).first().click()
    await narrow.getByRole('dialog').waitFor()
    const within = await narrow.evaluate(overflowing)
    const faint = await narrow.evaluate(contrastProblems)
    await narrow.close()

    expect([...before, ...within, ...faint]).toEqual([])
  })
})
