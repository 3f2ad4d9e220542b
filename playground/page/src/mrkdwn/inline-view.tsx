import type { JSX } from 'preact'
import { useSurface } from '../blocks/block-context.ts'
import { emojiOf } from './emoji.ts'
import { formatDate } from './format-date.ts'
import type { Inline, SlackDate } from './node.ts'
import { safeUrl } from './safe-url.ts'

const TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const

/** Pieces of a line; every text goes through Preact, so nothing in it can become markup. */
export function InlineView({ nodes }: { readonly nodes: readonly Inline[] }) {
  return nodes.map((node, index) => <Piece key={index} node={node} />)
}

function Piece({ node }: { readonly node: Inline }): JSX.Element {
  switch (node.is) {
    case 'text':
      return <>{node.text}</>
    case 'break':
      return <br />
    case 'code':
      return <code>{node.text}</code>
    case 'bold':
    case 'italic':
    case 'strike':
      return <Styled is={node.is} nodes={node.children} />
    case 'link':
      return <Link url={node.url} label={node.label} />
    case 'date':
      return <DateView date={node.date} />
    case 'emoji':
      return <>{emojiOf(node.name)}</>
    case 'broadcast':
      return <span class="mention">@{node.range}</span>
    case 'user':
    case 'channel':
    case 'group':
      return <Mention {...node} />
  }
}

function Styled(props: {
  readonly is: keyof typeof TAGS
  readonly nodes: readonly Inline[]
}): JSX.Element {
  const Tag = TAGS[props.is]
  return (
    <Tag>
      <InlineView nodes={props.nodes} />
    </Tag>
  )
}

/** A link that leaves the playground; anything but http(s) and mailto is shown as text. */
export function Link({ url, label }: { readonly url: string; readonly label: string }) {
  const href = safeUrl(url)
  if (!href) return <span>{label}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {label}
    </a>
  )
}

export function DateView({ date }: { readonly date: SlackDate }) {
  const at = new Date(date.timestamp * 1000)
  if (Number.isNaN(at.getTime())) return <>{date.fallback}</>
  const shown = (
    <time dateTime={at.toISOString()} title={at.toLocaleString()}>
      {formatDate(date, Date.now())}
    </time>
  )
  const href = date.link && safeUrl(date.link)
  if (!href) return shown
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {shown}
    </a>
  )
}

type Named = {
  readonly is: 'user' | 'channel' | 'group'
  readonly id: string
  readonly label?: string
}

export function Mention({ is, id, label }: Named) {
  const { users, channels, userGroups } = useSurface().slack
  const names = {
    user: users.find((user) => user.id === id)?.name,
    channel: channels.find((channel) => channel.id === id)?.name,
    group: userGroups.find((group) => group.id === id)?.handle,
  }
  const mark = is === 'channel' ? '#' : '@'
  return <span class="mention">{`${mark}${names[is] ?? label ?? id}`.replace(/^@@/, '@')}</span>
}
