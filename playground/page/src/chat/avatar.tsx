import type { PageUser } from '../../../slack/page-model.ts'

/** Initials on one of eight quiet colours; the bot has its own mark. */
export function Avatar({ user }: { readonly user: PageUser | undefined }) {
  if (user?.kind === 'bot') {
    return (
      <span class="avatar bot" aria-hidden="true">
        ≡
      </span>
    )
  }
  return (
    <span class={`avatar tint-${tintOf(user?.id ?? '')}`} aria-hidden="true">
      {initials(user?.realName ?? '?')}
    </span>
  )
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()

const tintOf = (id: string) =>
  Array.from(id).reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % 8
