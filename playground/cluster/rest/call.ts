import type { User } from '../rbac/user.ts'
import type { Target } from './target.ts'

/** One authenticated, authorized request. */
export type Call = {
  readonly method: string
  readonly target: Target
  readonly query: URLSearchParams
  readonly user: User
  readonly accept: string
  readonly contentType: string
  /** `fieldManager`, else the program's name from User-Agent. */
  readonly manager: string
  readonly body: unknown
}

/** Where a long answer goes. `onClose` runs once, when either side ends it. */
export type Sink = {
  write(text: string): void
  end(): void
  onClose(run: () => void): void
}

/** What goes back: JSON text ready made, plain text, or a stream that writes by itself. */
export type Reply =
  | { readonly reply: 'json'; readonly code: number; readonly text: string }
  | { readonly reply: 'text'; readonly code: number; readonly text: string }
  | {
      readonly reply: 'stream'
      readonly contentType: string
      readonly start: (sink: Sink) => void
    }

export const json = (body: unknown, code = 200): Reply => ({
  reply: 'json',
  code,
  text: JSON.stringify(body),
})
