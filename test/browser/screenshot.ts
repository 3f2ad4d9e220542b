import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { openChromium } from './chromium.ts'

type Picture = {
  /** Of a running playground. */
  readonly url: string
  readonly file: string
  readonly scheme?: 'light' | 'dark'
  readonly scene?: keyof typeof SCENES
}

/** Plays a short scene in a running playground and takes the README's (or the documentation's) picture of it. */
export async function takeScreenshot(picture: Picture): Promise<void> {
  const { url, file, scheme = 'light', scene = 'change' } = picture
  const browser = await openChromium()
  const viewport = { width: 1440, height: 960 }
  const page = await browser.newPage({ viewport, colorScheme: scheme })
  await page.goto(url)
  await SCENES[scene](page)
  await mkdir(dirname(file), { recursive: true })
  await page.screenshot({ path: file })
  await browser.close()
}

async function begin(page: Page, name: string) {
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.getByLabel('You are').selectOption({ label: name })
  const log = page.getByRole('log', { name: /^Messages/ })
  const say = async (words: string) => {
    await page.getByRole('textbox', { name: /^Message/ }).fill(words)
    await page.keyboard.press('Enter')
  }
  return { log, say }
}

async function playChange(page: Page): Promise<void> {
  const { log, say } = await begin(page, 'Bob Okafor')
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

/** Somebody asks for a big change, and one of those who may agree has. */
async function playApproval(page: Page): Promise<void> {
  const { log, say } = await begin(page, 'Bob Okafor')
  await say('/k8s scale deploy/web 12 -n shop --reason "the sale starts at six"')
  await log.getByRole('button', { name: 'Approve' }).last().waitFor()
  await page.getByLabel('You are').selectOption({ label: 'Alice Moreau' })
  await log.getByRole('button', { name: 'Approve' }).last().click()
  await log.getByText('1 of 2').last().waitFor()
  await page.mouse.move(0, 0)
}

/** A deployment crashes, and its incident is told. */
async function playIncident(page: Page): Promise<void> {
  const { log } = await begin(page, 'Alice Moreau')
  await page.getByRole('button', { name: /ops/ }).first().click()
  await page.getByRole('button', { name: 'Break api', exact: true }).click()
  await page.getByRole('menuitem', { name: /crash/ }).click()
  await log
    .getByText(/1 restart/)
    .last()
    .waitFor()
  await page.mouse.move(0, 0)
}

const SCENES = { change: playChange, approval: playApproval, incident: playIncident } as const

if (import.meta.main) {
  const [, , url = 'http://127.0.0.1:4400/', folder = 'docs/images'] = process.argv
  await takeScreenshot({ url, file: `${folder}/playground.png` })
  await takeScreenshot({ url, file: `${folder}/approval.png`, scene: 'approval' })
  await takeScreenshot({ url, file: `${folder}/incident.png`, scene: 'incident' })
}
