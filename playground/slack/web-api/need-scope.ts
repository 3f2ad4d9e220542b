import type { Channel } from '../workspace.ts'
import { ApiError } from './api-error.ts'

/** Reading a conversation takes the scope of its kind: `channels:…`, `groups:…` or `im:…`. */
export function needScope(
  scopes: ReadonlySet<string>,
  { kind }: Channel,
  right: 'read' | 'history',
): void {
  const needed = `${PREFIXES[kind]}:${right}`
  if (!scopes.has(needed))
    throw new ApiError('missing_scope', { needed, provided: [...scopes].join(',') })
}

const PREFIXES: Readonly<Record<Channel['kind'], string>> = {
  public: 'channels',
  private: 'groups',
  dm: 'im',
}
