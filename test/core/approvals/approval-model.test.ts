import { approvalModel } from '../../behaviour/approval-model.ts'
import { memoryBook } from '../../support/memory-book.ts'

approvalModel(async (clock) => memoryBook(clock), 300)
