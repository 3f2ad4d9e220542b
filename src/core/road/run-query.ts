import type { CommandContext, Query } from '../command.ts'
import type { Conversation } from '../conversation.ts'
import { passToRead } from './gates.ts'
import { scoped } from './scope.ts'

type Asked = {
  readonly command: Query
  readonly args: unknown
  readonly context: CommandContext
  readonly conversation: Conversation
  readonly isPublic: boolean
}

/** A query: three gates, then one answer, private unless the person said otherwise. */
export async function runQuery({
  command,
  args,
  context,
  conversation,
  isPublic,
}: Asked): Promise<void> {
  if (command.cluster) {
    const { desk, cluster } = context
    const question = { ...desk.facts, command: command.name, risk: 'read' as const }
    const accesses = await command.access(args, context)
    await passToRead(accesses, question, { judge: desk.judge, reader: cluster })
  }
  const answer = await command.run(args, context)
  await conversation.reply(
    command.cluster ? scoped(answer, context) : answer,
    isPublic ? 'public' : 'private',
  )
}
