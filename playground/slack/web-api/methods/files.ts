import { z } from 'zod'
import { announceMessage } from '../announce-message.ts'
import { ApiError, explained } from '../api-error.ts'
import { fileJson, messageJson } from '../as-json.ts'
import { count, defineMethod, json } from '../define-method.ts'
import { postableChannel } from '../find-channel.ts'

export const getUploadUrl = defineMethod({
  name: 'files.getUploadURLExternal',
  tier: 4,
  scopes: ['files:write'],
  args: z.object({
    filename: z.string().min(1),
    length: z.coerce.number().int().min(1),
    alt_text: z.string().optional(),
    snippet_type: z.string().optional(),
  }),
  run({ filename, length }, { world }) {
    const { id, path } = world.files.begin(filename, length)
    return { upload_url: `${world.baseUrl()}${path}`, file_id: id }
  },
})

const Uploaded = z
  .array(z.object({ id: z.string(), title: z.string().optional() }))
  .min(1)
  .max(10)

export const completeUpload = defineMethod({
  name: 'files.completeUploadExternal',
  tier: 4,
  scopes: ['files:write'],
  args: z.object({
    files: json,
    channel_id: z.string().optional(),
    initial_comment: z.string().optional(),
    thread_ts: z.string().optional(),
  }),
  run({ files: given, channel_id, initial_comment = '', thread_ts }, context) {
    const { world } = context
    const uploads = Uploaded.safeParse(given)
    if (!uploads.success) throw explained('invalid_arguments', ['[ERROR] `files` is malformed'])
    const channel = channel_id ? postableChannel(world, channel_id, context.scopes) : undefined
    const files = uploads.data.map(({ id, title }) => {
      const file = world.files.complete(id, title)
      if (typeof file === 'string') throw new ApiError(file)
      return file
    })
    if (channel) {
      const message = world.messages.post({
        channelId: channel.id,
        userId: world.app.botUserId,
        from: 'bot',
        text: initial_comment,
        files,
        threadTs: thread_ts,
      })
      announceMessage(context, channel.id, {
        ...messageJson(world, message),
        subtype: 'file_share',
      })
    }
    return { files: files.map(fileJson) }
  },
})

export const fileInfo = defineMethod({
  name: 'files.info',
  tier: 4,
  scopes: ['files:read'],
  args: z.object({ file: z.string().optional(), count: count.optional() }),
  run({ file: id = '' }, { world }) {
    const file = world.files.find(id)
    if (!file?.completed) throw new ApiError('file_not_found')
    return { file: { id: file.id, name: file.name, title: file.title, size: file.length } }
  },
})
