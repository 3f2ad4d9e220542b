import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground } from '../../playground/main.ts'
import { hasChromium, openChromium, tellPage } from './chromium.ts'
import { takeScreenshot } from './screenshot.ts'
import { PATIENCE_MS } from '../support/patience.ts'

describe.skipIf(!hasChromium)('the tour with the real bot, as npm run playground starts it', () => {
  let playground: Awaited<ReturnType<typeof startPlayground>>
  let browser: Browser
  let page: Page
  let told = ''
  const url = () => /http:\S+/.exec(told)?.[0] ?? ''

  beforeAll(async () => {
    playground = await startPlayground({ port: 0, out: (text) => void (told += text) })
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(url())
    await page.getByRole('button', { name: 'Begin the tour' }).click()
  })
  afterAll(async () => {
    await browser.close()
    await playground.stop()
  })

  tellPage(() => page)

  const take = async (title: string) => {
    const card = page.getByRole('region', { name: `Tour: ${title}` })
    await card.locator('.offer').click()
    await page.getByRole('textbox', { name: /^Message/ }).press('Enter')
    return { next: () => card.getByRole('button', { name: 'Next' }).click() }
  }
  const log = () => page.getByRole('log', { name: /^Messages/ })
  const skip = (title: string) =>
    page
      .getByRole('region', { name: `Tour: ${title}` })
      .getByRole('button', { name: /Skip|Next/ })
      .click()

  test('Carol sees the pods', async () => {
    const step = await take('Ask as Carol')
    await log().getByRole('cell', { name: /^web-/ }).first().waitFor()
    await step.next()

    await expect.poll(() => log().getByText('Only visible to you').count()).toBe(1)
  })

  test('Bob scales, and the message follows to the verdict', async () => {
    const step = await take('Scale as Bob')
    await log()
      .getByText(/Scaled deployment\/web/)
      .waitFor()
    await step.next()

    await expect.poll(() => page.getByRole('img', { name: '4 of 4 ready' }).count()).toBe(1)
  })

  test('Carol is refused and learns why', async () => {
    const refused = await take('Be refused')
    await log()
      .getByText(/policy says no/i)
      .waitFor()
    await refused.next()
    const why = await take('Ask why')
    await log()
      .getByText(/policy says no/i)
      .nth(1)
      .waitFor()
    await why.next()

    await expect.poll(() => page.getByRole('img', { name: '4 of 4 ready' }).count()).toBe(1)
  })

  test('what safe-writes.test.ts plays can be skipped', async () => {
    const card = page.getByRole('region', { name: /^Tour: / })
    for (let step = 0; step < 8; step++) await card.getByRole('button', { name: 'Skip' }).click()

    expect(await card.getAttribute('aria-label')).toBe('Tour: Break something')
  })

  test('a bad image is found by describing and undone by rolling back', async () => {
    await page.getByRole('button', { name: 'Break web', exact: true }).click()
    await page.getByRole('menuitem', { name: /bad image/ }).click()
    await page.getByText('ImagePullBackOff').first().waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    // incidents.test.ts plays what is told of it.
    await skip('Be told of it')
    await skip('Take it on')
    const look = await take('Find out what is wrong')
    await log()
      .getByText(/ImagePullBackOff/)
      .first()
      .waitFor()
    await look.next()
    const mend = await take('Put it right')
    await log()
      .getByText(/Rolled back deployment\/web/)
      .waitFor()
    await mend.next()
    await skip('See it end')

    await expect
      .poll(() => page.getByRole('region', { name: /See what went over/ }).isVisible())
      .toBe(true)
  })

  test('the traffic names the person behind every change', async () => {
    await page.getByRole('button', { name: 'Traffic', exact: true }).click()
    await page.getByLabel('Filter the traffic').fill('PATCH')

    expect(await page.getByRole('button', { name: /PATCH .* as bob 200/ }).count()).toBeGreaterThan(
      0,
    )
    await expect.poll(() => page.getByRole('button', { name: /PATCH .* as carol/ }).count()).toBe(0)
  })

  test('the picture for the README can be taken', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deckwatch-picture-'))
    const file = join(folder, 'playground.png')
    await takeScreenshot({ url: url(), file })
    const picture = await readFile(file)
    await rm(folder, { recursive: true })

    expect(picture.subarray(1, 4).toString()).toBe('PNG')
  })
})
