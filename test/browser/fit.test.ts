import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openChromium } from './chromium.ts'
import { contrastProblems, overflowing } from './page-looks.ts'
import { startPageStage } from '../playground/page/page-stage.ts'
import { PATIENCE_MS } from '../support/patience.ts'

describe.skipIf(!hasChromium)('the page fits and can be read', () => {
  let stage: Awaited<ReturnType<typeof startPageStage>>
  let browser: Browser

  beforeAll(async () => {
    ;[stage, browser] = await Promise.all([startPageStage(), openChromium()])
  })
  afterAll(async () => {
    await browser.close()
    await stage.stop()
  })

  const open = async (width: number, colorScheme: 'light' | 'dark') => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(stage.url)
    await page.getByRole('button', { name: 'Not now' }).click()
    await page.getByRole('textbox', { name: /^Message/ }).fill('/k8s blocks')
    await page.keyboard.press('Enter')
    await page.getByText('One of everything').last().waitFor()
    return page
  }

  test.each([360, 390, 768, 1080, 1280, 1920])('nothing sticks out at %i px', async (width) => {
    const page = await open(width, 'light')
    const problems = [...(await page.evaluate(overflowing))]
    for (const tab of ['Cluster', 'Traffic']) {
      const button = page
        .getByRole('navigation', { name: 'Panes' })
        .getByRole('button', { name: tab })
      if (!(await button.isVisible())) continue
      await button.click()
      problems.push(...(await page.evaluate(overflowing)))
    }
    await page.close()

    expect(problems).toEqual([])
  })

  test.each(['light', 'dark'] as const)('all text stands out enough in %s', async (scheme) => {
    const page = await open(1440, scheme)
    await page.getByRole('button', { name: 'Traffic', exact: true }).click()
    await page.getByRole('button', { name: 'Break web', exact: true }).click()
    const problems = await page.evaluate(contrastProblems)
    await page.close()

    expect(problems).toEqual([])
  })

  test('every control has a name', async () => {
    const page = await open(1440, 'light')
    const nameless = await page
      .locator('button, input, select, textarea, a[href]')
      .evaluateAll((all) =>
        all
          .filter((one) => {
            const label = one.getAttribute('aria-label') ?? one.getAttribute('aria-labelledby')
            const inLabel = one.closest('label') ?? document.querySelector(`label[for="${one.id}"]`)
            return !label && !inLabel && (one.textContent ?? '').trim() === ''
          })
          .map((one) => one.outerHTML),
      )
    await page.close()

    expect(nameless).toEqual([])
  })

  test('the first thing the keyboard reaches is the way to the composer', async () => {
    const page = await open(1440, 'light')
    await page.reload()
    await page.getByRole('textbox', { name: /^Message/ }).waitFor()
    await page.keyboard.press('Tab')

    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Skip to the composer')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('composer')
    await page.close()
  })
})
