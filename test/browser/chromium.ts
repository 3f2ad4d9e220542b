import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterEach } from 'vitest'
import { PATIENCE_MS } from '../support/patience.ts'

const PATH = '/usr/bin/chromium'
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** False on a machine without Chromium; the browser tests are skipped there. */
export const hasChromium = existsSync(PATH)

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: PATH, args: ARGS })

/** After a test that failed, all that stood on its page is printed. To be called after the hooks that close it: the last one runs first. */
export function tellPage(page: () => Page | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const body = page()?.locator('body')
    const said = await body?.innerText({ timeout: PATIENCE_MS }).catch(String)
    process.stdout.write(`${task.name}, on the page:\n${said}\n`)
  })
}
