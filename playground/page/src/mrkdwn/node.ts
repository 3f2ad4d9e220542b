/** One piece of a line, as Slack would show it. Text is already unescaped: it goes to the page as text only. */
export type Inline =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'break' }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly is: 'link'; readonly url: string; readonly label: string }
  | { readonly is: 'user' | 'channel' | 'group'; readonly id: string; readonly label?: string }
  | { readonly is: 'broadcast'; readonly range: string }
  | { readonly is: 'date'; readonly date: SlackDate }
  | { readonly is: 'emoji'; readonly name: string }

/** `<!date^1700000000^{date_short} at {time}^link|fallback>` taken apart. */
export type SlackDate = {
  readonly timestamp: number
  readonly format: string
  readonly link?: string
  readonly fallback: string
}

export type Paragraph =
  | { readonly is: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly is: 'preformatted'; readonly text: string }
