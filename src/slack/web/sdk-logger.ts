import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../core/seams.ts'

/**
 * What the Slack SDK may say in our log. Its debug and info levels print message text, response URLs and trigger
 * ids, so they are dropped; of the rest only the first words are kept.
 */
export function sdkLogger(log: Log): Logger {
  const said = (parts: readonly unknown[]) =>
    parts
      .map((part) => (part instanceof Error ? part.name : String(part)))
      .join(' ')
      .slice(0, 120)
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.debug({ said: said(parts) }, 'Slack SDK warns'),
    error: (...parts: unknown[]) => log.warn({ said: said(parts) }, 'Slack SDK reports an error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
