import type { Examination } from '../../../kube/examination/examination.ts'
import { CONSTRAINED } from './dangers.ts'

/** Whether the bot's account was granted constrained impersonation there. */
export const hasConstrained = async (cluster: Pick<Examination, 'rules'>): Promise<boolean> =>
  (await cluster.rules('default')).some(({ verbs }) => verbs.includes(CONSTRAINED))
