import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { openChromium } from '../support/chromium.ts'

type Picture = {
  /** Of a running playground. */
  readonly url: string
  readonly file: string
  readonly scheme?: 'light' | 'dark'
}

/** Plays a short scene in a running playground and takes the README's picture of it. */
export async function takeScreenshot({ url, file, scheme = 'light' }: Picture): Promise<void> {
  const browser = await openChromium()
  const viewport = { width: 1440, height: 960 }
  const page = await browser.newPage({ viewport, colorScheme: scheme })
  await page.goto(url)
  await play(page)
  await mkdir(dirname(file), { recursive: true })
  await page.screenshot({ path: file })
  await browser.close()
}

async function play(page: Page): Promise<void> {
  const say = async (words: string) => {
    await page.getByRole('textbox', { name: /^Message/ }).fill(words)
    await page.keyboard.press('Enter')
  }
  const log = page.getByRole('log', { name: /^Messages/ })
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.getByLabel('You are').selectOption({ label: 'Bob Okafor' })
  await say('/k8s get pods -l app=web -n shop')
  await log.getByRole('table').last().waitFor()
  await say('/k8s scale deploy/web 4 -n shop')
  await log
    .getByText(/Scaled deployment\/web/)
    .last()
    .waitFor()
  await page.getByRole('button', { name: 'Break worker', exact: true }).click()
  await page.getByRole('menuitem', { name: /bad image/ }).click()
  await page.getByText('ImagePullBackOff').first().waitFor()
  await page.getByRole('button', { name: 'Traffic', exact: true }).click()
  await page.getByRole('button', { name: /PATCH/ }).first().waitFor()
  await page.mouse.move(0, 0)
}

if (import.meta.main) {
  const [, , url = 'http://127.0.0.1:4400/', file = 'docs/images/playground.png'] = process.argv
  await takeScreenshot({ url, file })
}
