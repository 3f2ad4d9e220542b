import type { BlockElement } from './element.ts'

/** What an element says before anybody touched it; undefined when it starts empty. */
export function initialAnswer(element: BlockElement): string | readonly string[] | undefined {
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return element.initial_value
    case 'datepicker':
      return element.initial_date
    case 'timepicker':
      return element.initial_time
    case 'datetimepicker':
      return element.initial_date_time === undefined ? undefined : String(element.initial_date_time)
    case 'radio_buttons':
    case 'static_select':
    case 'external_select':
      return element.initial_option?.value
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return element.initial_options?.flatMap((option) => option.value ?? [])
    case 'users_select':
      return element.initial_user
    case 'multi_users_select':
      return element.initial_users
    case 'channels_select':
      return element.initial_channel
    case 'multi_channels_select':
      return element.initial_channels
    case 'conversations_select':
      return element.initial_conversation
    case 'multi_conversations_select':
      return element.initial_conversations
    default:
      return undefined
  }
}
