import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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
