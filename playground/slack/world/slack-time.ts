import type { Clock } from '../../../src/core/seams.ts'

/** Now, as Slack writes it: seconds with six digits behind the point. */
export const slackTime = (clock: Clock): string => (clock.now().getTime() / 1000).toFixed(6)
