import type { Page } from 'playwright-core'

/** Stops the bot and starts it again, and waits until it runs: in one step it might run still, or again. */
export async function restartBot(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Bot: it runs' }).click()
  await page.getByRole('menuitem', { name: /Stop the bot/ }).click()
  await page.getByRole('button', { name: 'Bot: it is stopped' }).click()
  await page.getByRole('menuitem', { name: 'Start the bot' }).click()
  await page.getByRole('button', { name: 'Bot: it runs' }).waitFor()
}
