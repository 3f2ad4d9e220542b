import { expect, test } from 'vitest'
import { channels, people } from '../../playground/slack/workspace.ts'
import { hasChromium, openChromium } from './chromium.ts'
import { startPageStage } from '../playground/page/page-stage.ts'
import { PATIENCE_MS } from '../support/patience.ts'

test.skipIf(!hasChromium)(
  'a page that lost the playground says so, and catches up when it is back',
  async () => {
    const [stage, browser] = await Promise.all([startPageStage(), openChromium()])
    const page = await browser.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(stage.url)
    await page.getByRole('button', { name: 'Not now' }).click()

    await stage.goAway()
    const lost = page.getByText('The connection to the playground is lost')
    await lost.waitFor()
    await page.getByRole('textbox', { name: /^Message/ }).fill('anybody there?')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('does not answer').waitFor()
    await stage.slack.driver.say(people.bob, channels.ops, 'said in between')
    await stage.comeBack()
    await lost.waitFor({ state: 'detached' })
    const caughtUp = await page.getByText('said in between').count()

    await browser.close()
    await stage.stop()
    expect(caughtUp).toBe(1)
  },
)
