import type { StoreFacts } from './store-facts.ts'
import type { Clock } from '../../core/seams.ts'
import type { StoreTarget } from '../settings.ts'
import { lookAtFile } from './look-at-file.ts'
import { lookAtServer } from './look-at-server.ts'

export const examineStore = (target: StoreTarget, clock: Clock): Promise<StoreFacts> =>
  target.engine === 'sqlite' ? lookAtFile(target.path) : lookAtServer(target, clock)
