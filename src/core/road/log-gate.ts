import type { Judge } from '../judge.ts'
import type { Question } from './gates.ts'
import type { LogGate } from './last-words.ts'

/** What a crashed pod said is shown to everybody here, so policy must allow the person its logs. */
export function logGate(question: Question, judge: Judge): LogGate {
  return ({ name, namespace }) => {
    const target = { kind: 'pods', group: '', namespace, name }
    return judge.judge({ ...question, command: 'logs', risk: 'read', target }).kind === 'allow'
  }
}
