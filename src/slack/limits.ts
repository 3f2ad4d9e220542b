/**
 * Slack's limits, each once. Characters are counted as UTF-16 units, which is never fewer than Slack counts.
 * Sources: https://docs.slack.dev/reference/block-kit, https://docs.slack.dev/reference/methods, @slack/types 3.2.
 */
export const LIMITS = {
  /** Blocks in one message (block-kit/blocks). */
  blocks: 50,
  /** chat.update refuses more `text` than this; chat.postMessage recommends it (methods/chat.update). */
  text: 4_000,
  /**
   * All text in all blocks. Not documented; `msg_blocks_too_long` comes from about 13,200 on
   * (github.com/slackapi/bolt-js/issues/2509).
   */
  allText: 12_000,
  /** One rich_text block. None is documented; this leaves room for the rest of the message. */
  richText: 4_000,
  /** Elements in a context block (blocks.d.ts). */
  contextElements: 10,
  /** A text object, e.g. in a context block (composition-objects.d.ts). */
  textObject: 3_000,
  /** Elements in an actions block (blocks.d.ts). */
  actions: 25,
  /** A button's label (block-elements.d.ts). */
  buttonText: 75,
  /** A button's value (block-elements.d.ts). */
  buttonValue: 2_000,
  /** A button's accessibility label (extensions.d.ts). */
  buttonAccessibility: 75,
  /** Title and buttons of a dialog (views.d.ts). */
  dialogTitle: 24,
  /** Label and hint of an input (blocks.d.ts). */
  inputText: 2_000,
  /** What can be typed into one (block-elements.d.ts). */
  answer: 3_000,
  /** Rows of a `table` block, header included (block-kit/blocks/table-block). */
  tableRows: 100,
  tableColumns: 20,
  /** Characters in all cells of a table (table-block). */
  tableText: 10_000,
  /** Tables in one message (table-block: `only_one_table_allowed`). */
  tables: 1,
  /** response_url: uses, and how long (interactivity/handling-user-interaction). */
  responseUses: 5,
  responseMs: 30 * 60_000,
} as const
