import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openChromium, tellPage } from './chromium.ts'
import { startPageStage } from '../playground/page/page-stage.ts'
import { PATIENCE_MS } from '../support/patience.ts'

/** What the scripted bot cannot play. */
const AGREEING = [
  'Agree as Alice',
  'Restart the bot',
  'Change it behind their back',
  'See the votes fall',
  'Agree to the new plan',
]

describe.skipIf(!hasChromium)('a first-time visitor takes the tour', () => {
  let stage: Awaited<ReturnType<typeof startPageStage>>
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;[stage, browser] = await Promise.all([startPageStage(), openChromium()])
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(stage.url)
  })
  afterAll(async () => {
    await browser.close()
    await stage.stop()
  })

  tellPage(() => page)

  const at = (title: string) => page.getByRole('region', { name: `Tour: ${title}` })
  /** The words are put in by the tour; Enter is the person's. */
  const take = async (title: string) => {
    await at(title).locator('.offer').click()
    await page.getByRole('textbox', { name: /^Message/ }).press('Enter')
    await at(title).getByRole('button', { name: 'Next' }).click()
  }

  const skip = (title: string) =>
    at(title)
      .getByRole('button', { name: /Skip|Next/ })
      .click()

  test('it leads along the road of a change and waits at every step', async () => {
    await page.getByRole('button', { name: 'Begin the tour' }).click()
    await take('Ask as Carol')
    await take('Scale as Bob')
    await take('Be refused')
    await take('Ask why')
    await take('Ask for a big change')
    for (const title of AGREEING) await skip(title)
    await take('Take it back')
    await take('Read who did what')
    await page.getByRole('button', { name: 'Break web', exact: true }).click()
    await page.getByRole('menuitem', { name: /bad image/ }).click()
    await at('Break something').getByRole('button', { name: 'Next' }).click()
    await skip('Be told of it')
    await skip('Take it on')
    await take('Find out what is wrong')

    await expect.poll(() => at('Put it right').isVisible()).toBe(true)
  })

  test('it goes on where it was after a reload', async () => {
    await page.reload()

    await at('Put it right').waitFor()
    await take('Put it right')
    await skip('See it end')
    expect(await at('See what went over the wire').isVisible()).toBe(true)
  })

  test('it ends at the traffic', async () => {
    await page.getByRole('button', { name: 'Traffic', exact: true }).click()
    await at('See what went over the wire').getByRole('button', { name: 'Next' }).click()

    await page.getByRole('region', { name: 'Tour: That is the road of a change' }).waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    expect(await page.getByRole('region', { name: /^Tour/ }).count()).toBe(0)
  })

  test('it can be left at any step and taken up there again', async () => {
    await page.getByRole('button', { name: 'Tour' }).click()
    await at('Ask as Carol').getByRole('button', { name: 'Skip' }).click()
    await at('Scale as Bob').getByRole('button', { name: 'Leave the tour' }).click()
    await page.getByRole('button', { name: 'Tour' }).click()

    expect(await at('Scale as Bob').isVisible()).toBe(true)
  })
})
