import type { WorkloadCard } from '../../../cluster/page-model.ts'

export type SuggestedWords = { readonly label: string; readonly words: string }

const SHORT = {
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  Job: 'job',
  CronJob: 'cronjob',
} as const

/** `deploy/web`, as people type it. */
export const shortName = ({ kind, name }: WorkloadCard): string => `${SHORT[kind]}/${name}`

/** What one may ask about a workload, ready for the composer; `cluster` only where there are several. */
export function suggestedWords(workload: WorkloadCard, cluster?: string): SuggestedWords[] {
  const where = `-n ${workload.namespace}${cluster ? ` -c ${cluster}` : ''}`
  const it = shortName(workload)
  const say = (label: string, words: string) => ({ label, words: `${words} ${where}` })
  const reads = [say('Describe', `describe ${it}`), say('Logs', `logs ${it}`)]
  const rolls = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(workload.kind)
  if (!rolls) return reads
  const scale = say('Scale', `scale ${it} ${workload.desired + 1}`)
  return [
    ...reads,
    say('Rollout status', `rollout status ${it}`),
    ...(workload.kind === 'DaemonSet' ? [] : [scale]),
    say('Restart', `restart ${it}`),
    say('Roll back', `rollback ${it}`),
  ]
}
