import type { PlanBlock, TaskCardBlock } from '@slack/types'
import { RichTextView } from './rich-text-view.tsx'

const MARKS = { pending: '○', in_progress: '●', complete: '✓', error: '✕' } as const

/** A list of tasks with their state. */
export function PlanView({ block }: { readonly block: PlanBlock }) {
  return (
    <section class="block-card">
      <strong>{block.title}</strong>
      {block.tasks?.map((task, index) => isTask(task) && <TaskView key={index} task={task} />)}
    </section>
  )
}

export function TaskView({ task }: { readonly task: TaskCardBlock }) {
  return (
    <div class={`task ${task.status}`}>
      <span aria-hidden="true">{MARKS[task.status]}</span> {task.title}
      {task.details && <RichTextView block={task.details} />}
      {task.output && <RichTextView block={task.output} />}
    </div>
  )
}

const isTask = (task: TaskCardBlock | Record<string, unknown>): task is TaskCardBlock =>
  task.type === 'task_card'
