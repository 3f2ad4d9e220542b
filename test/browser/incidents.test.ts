import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground } from '../../playground/main.ts'
import { hasChromium, openChromium, tellPage } from './chromium.ts'
import { movableClock, whileTimePasses } from '../support/whole-clock.ts'
import { PATIENCE_MS } from '../support/patience.ts'
import { restartBot } from './restart-bot.ts'

/** Whatever was broken has to be well for minutes before it is over. */
const clock = movableClock(1)
const later = (done: Promise<void>) => whileTimePasses(clock, done)

describe.skipIf(!hasChromium)('somebody breaks things and looks at #ops', () => {
  let playground: Awaited<ReturnType<typeof startPlayground>>
  let browser: Browser
  let page: Page
  let told = ''
  const complaints: string[] = []

  beforeAll(async () => {
    playground = await startPlayground({
      port: 0,
      out: (text) => void (told += text),
      clock,
      speed: 10,
    })
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(/http:\S+/.exec(told)?.[0] ?? '')
    await page.getByRole('button', { name: 'Not now' }).click()
    await page.getByLabel('You are').selectOption({ label: 'Alice Moreau' })
    await page.getByRole('button', { name: /ops/ }).first().click()
  })
  afterAll(async () => {
    await browser.close()
    await playground.stop()
  })
  afterEach(() => expect(complaints).toEqual([]))

  tellPage(() => page)

  const about = (words: string | RegExp): Locator =>
    page
      .getByRole('log', { name: /^Messages in #?ops/ })
      .locator('article:not(.ephemeral)')
      // A bot that was long away, as the clock has it, says in one more line what ended meanwhile.
      .filter({ hasText: words, hasNotText: 'While I was away' })

  test('a crashing deployment becomes one message, and whoever takes it on is named there', async () => {
    await page.getByRole('button', { name: 'Break api', exact: true }).click()
    await page.getByRole('menuitem', { name: /crash/ }).click()
    const card = about('deployment/api in shop crashes')
    await card.getByText('2 pods').waitFor()
    await card.getByRole('button', { name: 'Acknowledge' }).click()
    await card.getByText(/Acknowledged by/).waitFor()

    expect(await card.count()).toBe(1)
  })

  test('a lost node is one message that tells of its pods too', async () => {
    await page.getByRole('button', { name: 'Lose node-b' }).click()
    const card = about('node/node-b is not ready')
    // Half a minute in which it might come back.
    await card.getByText('Told with it').waitFor()

    expect(await card.count()).toBe(1)
    expect(await about('deployment/web in shop').count()).toBe(0)
  })

  test('a storm is one digest', async () => {
    await page.getByRole('button', { name: 'Storm', exact: true }).click()
    const digest = about('Told together because so many came at once')
    // Those that came before it was seen to be a storm may have a message of their own.
    const own = about(/deployment\/tenant-\d+ in tenants crashes/)
    const told = async () => {
      const [, open = ''] = /(\d+) open/.exec((await digest.textContent()) ?? '') ?? []
      return Number(open) + (await own.count())
    }
    await digest.waitFor()

    await expect.poll(told).toBe(14)
    expect(await digest.count()).toBe(1)
  })

  test('a restart of the bot repeats nothing, and what is mended is told on the same messages', async () => {
    await restartBot(page)
    await page.getByRole('button', { name: 'Mend everything' }).click()
    // Pods that crashed are trusted again after minutes; new ones at once.
    await page.getByRole('textbox', { name: /^Message/ }).fill('/k8s restart deploy/api -n shop')
    await page.keyboard.press('Enter')

    await later(about('deployment/api in shop is fine again').waitFor())
    await later(about('node/node-b is fine again').waitFor())
    await later(about('all over').waitFor())
    expect(await about(/deployment\/api in shop (crashes|is fine)/).count()).toBe(1)
    expect(await about('node/node-b').count()).toBe(1)
  })
})
