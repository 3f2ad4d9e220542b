import type { Command } from '../src/core/command.ts'
import { get } from './get.ts'
import { help } from './help.ts'
import { restart } from './restart.ts'
import { rollback } from './rollback.ts'
import { scale } from './scale.ts'

/** What people can say. Adding a command is one file, one test and one line here. */
export const commands: readonly Command[] = [help, get, scale, restart, rollback]
