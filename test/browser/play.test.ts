import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { hasChromium, openChromium, tellPage } from './chromium.ts'
import { startPageStage } from '../playground/page/page-stage.ts'
import { PATIENCE_MS } from '../support/patience.ts'

describe.skipIf(!hasChromium)('somebody plays with the bot', () => {
  let stage: Awaited<ReturnType<typeof startPageStage>>
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    ;[stage, browser] = await Promise.all([startPageStage(), openChromium()])
  })
  afterAll(async () => {
    await browser.close()
    await stage.stop()
  })

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(PATIENCE_MS)
    complaints = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    await page.goto(stage.url)
    await page.getByRole('button', { name: 'Not now' }).click()
  })
  afterEach(async () => {
    await page.close()
    expect(complaints).toEqual([])
  })

  tellPage(() => page)

  const say = async (words: string) => {
    await page.getByRole('textbox', { name: /^Message/ }).fill(words)
    await page.keyboard.press('Enter')
  }
  const be = (name: string) => page.getByLabel('You are').selectOption({ label: name })
  const messages = () => page.getByRole('log', { name: /^Messages/ })

  test('an answer that only Carol may see is seen by Carol alone', async () => {
    await say('/k8s get pods -n shop')

    await messages().getByText('Only visible to you').last().waitFor()
    await messages().getByRole('cell', { name: 'CrashLoopBackOff' }).last().waitFor()
    await be('Bob Okafor')
    await expect.poll(() => messages().getByText('Only visible to you').count()).toBe(0)
  })

  test('a message that is edited changes in place and says so', async () => {
    await be('Bob Okafor')
    await say('/k8s scale deploy/web 4 -n shop')

    const live = messages().getByRole('article').filter({ hasText: 'Scaled deployment/web' }).last()
    await live.getByText('(edited)').waitFor()
    await live.getByRole('button', { name: '1 reply' }).click()
    await page
      .getByRole('log', { name: 'Messages in this thread' })
      .getByText('Created pod')
      .waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('region', { name: 'Thread' }).count()).toBe(0)
  })

  test('hostile text stays text', async () => {
    await say('/k8s blocks')

    await messages().getByText('<script>alert(1)</script>').last().waitFor()
    await expect.poll(() => page.locator('#page script').count()).toBe(0)
  })

  test('a dangerous button asks first, and Escape means no', async () => {
    await say('/k8s blocks')
    const undo = messages().getByRole('button', { name: 'Roll back to 41' }).last()

    await undo.click()
    await page.getByRole('dialog', { name: 'Roll back?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => messages().getByText('Pressed undo').count()).toBe(0)

    await undo.click()
    await page.getByRole('button', { name: 'Roll back', exact: true }).click()
    await messages().getByText('Pressed undo').waitFor()
  })

  test('a modal keeps the focus, refuses what is missing, and closes', async () => {
    await say('/k8s form')
    const dialog = page.getByRole('dialog', { name: 'Scale web' })
    await dialog.waitFor()

    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')))
      .toBe('number')
    for (let press = 0; press < 12; press++) await page.keyboard.press('Tab')
    const isInside = () => {
      const active = document.activeElement
      return active === document.body || active?.closest('dialog') !== null
    }
    await expect.poll(() => page.evaluate(isInside)).toBe(true)

    await dialog.getByRole('button', { name: 'Scale' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('sale starts')
    await dialog.getByRole('button', { name: 'Scale' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(stage.slack.snapshot().modals).toEqual([])
  })

  test('a log file opens whole and can be downloaded', async () => {
    await say('/k8s logs deploy/web -n shop')
    const file = messages().getByRole('figure').filter({ hasText: 'web.log' }).last()
    await file.getByRole('button', { name: 'View' }).click()

    await page.getByRole('dialog', { name: 'web.log' }).getByText('line 79').waitFor()
    await page.keyboard.press('Escape')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      file.getByRole('link', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('web.log')
  })

  test('the keyboard alone is enough', async () => {
    await page.keyboard.press('Control+a')
    await page.locator('body').press('/')
    await page.keyboard.type('k')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wh')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const box = page.getByRole('textbox', { name: /^Message/ })
    expect(await box.inputValue()).toBe('/k8s why ')

    await page.keyboard.press('Enter')
    await messages().getByText('Heard why').last().waitFor()
    await page.keyboard.press('ArrowUp')
    expect(await box.inputValue()).toBe('/k8s why')
    await page.keyboard.press('Alt+2')
    expect(await page.getByLabel('You are').evaluate((e) => e.textContent)).toContain('Bob')
  })

  test('breaking and mending shows at the cluster at once', async () => {
    await page.getByRole('button', { name: 'Break web', exact: true }).click()
    await page.getByRole('menuitem', { name: /Make it crash/ }).click()

    await page.getByRole('img', { name: '1 of 3 ready' }).waitFor()
    await page.getByRole('button', { name: 'deploy/ web' }).first().click()
    await page.getByText('CrashLoopBackOff · 0/1').first().waitFor()
    await page.getByRole('button', { name: 'Logs', exact: true }).click()
    const box = page.getByRole('textbox', { name: /^Message/ })
    expect(await box.inputValue()).toBe('/k8s logs deploy/web -n shop')

    await page.getByRole('button', { name: 'Mend web', exact: true }).click()
    await page.getByRole('img', { name: '3 of 3 ready' }).first().waitFor()
  })

  test('the traffic shows who was impersonated, and everything on a click', async () => {
    await page.getByRole('button', { name: 'Traffic', exact: true }).click()
    stage.cluster.ask({
      id: 1,
      at: new Date().toISOString(),
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/shop/deployments/web/scale',
      user: 'deckwatch',
      impersonated: { user: 'carol@acorn.example', groups: ['support'] },
      code: 403,
      ms: 3,
    })

    await page.getByLabel('Filter the traffic').fill('carol@')
    const row = page.getByRole('button', { name: /PATCH .*scale as carol@acorn\.example 403/ })
    await row.click()
    expect(await page.getByRole('complementary', { name: /^Details/ }).textContent()).toContain(
      '"groups": [',
    )
  })

  test('the choice of person, channel and colours survives a reload', async () => {
    await be('Bob Okafor')
    await page.getByRole('button', { name: 'shop', exact: true }).click()
    await page.getByRole('button', { name: /^Colours/ }).click()
    await page.reload()

    await page.getByRole('heading', { name: '#shop' }).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.documentElement.dataset['theme']))
      .toBe('light')
    expect(await page.getByRole('button', { name: 'Begin the tour' }).count()).toBe(0)
  })

  test('what is said elsewhere is counted until one looks', async () => {
    await stage.slack.driver.say(people.bob, channels.shop, 'deploying now')
    const shop = page
      .getByRole('navigation', { name: 'Channels' })
      .getByRole('button', { name: /shop/ })

    await shop.getByLabel('1 unread').waitFor()
    await shop.click()
    await messages().getByText('deploying now').waitFor()
    await expect.poll(() => shop.getByLabel(/unread/).count()).toBe(0)
  })

  test('nothing is asked of any other server', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    await page.reload()
    await say('/k8s blocks')
    await messages().getByText('One of everything').last().waitFor()

    expect([...new Set(asked)]).toEqual([stage.url.slice(0, -1)])
  })
})
