import type { MultiSelect, Select } from '@slack/types'
import type { SlackSnapshot } from '../../../slack/page-model.ts'
import { plainText } from './text-view.tsx'

export type SelectOption = { readonly value: string; readonly label: string }
export type OptionSet = { readonly label?: string; readonly options: readonly SelectOption[] }

/** What a menu offers: its own options, or the people or conversations of the workspace. */
export function selectOptions(element: Select | MultiSelect, slack: SlackSnapshot): OptionSet[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return ownOptions(element)
    case 'external_select':
    case 'multi_external_select':
      return []
    case 'users_select':
    case 'multi_users_select':
      return [{ options: slack.users.map(({ id, realName }) => ({ value: id, label: realName })) }]
    default:
      return [{ options: channelOptions(slack) }]
  }
}

type Static = Extract<Select | MultiSelect, { type: 'static_select' | 'multi_static_select' }>
type Option = NonNullable<Static['options']>[number]

function ownOptions(element: Static): OptionSet[] {
  const read = (options: readonly Option[]) =>
    options.map(({ value = '', text }) => ({ value, label: plainText(text) }))
  if (element.options) return [{ options: read(element.options) }]
  return (element.option_groups ?? []).map(({ label, options }) => ({
    label: plainText(label),
    options: read(options),
  }))
}

const channelOptions = (slack: SlackSnapshot) =>
  slack.channels
    .filter(({ kind }) => kind !== 'dm')
    .map(({ id, name }) => ({ value: id, label: `#${name}` }))
