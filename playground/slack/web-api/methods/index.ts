import type { Method } from '../define-method.ts'
import { apiTest, authTest, botInfo, openConnection, teamInfo } from './app.ts'
import { info, list, members, open } from './conversations.ts'
import { remove, update } from './edit.ts'
import { completeUpload, fileInfo, getUploadUrl } from './files.ts'
import { history, replies } from './history.ts'
import { getPermalink, postEphemeral, postMessage } from './post.ts'
import { addReaction, removeReaction } from './reactions.ts'
import { groupList, groupUsers, lookupByEmail, userInfo, userList } from './users.ts'
import { openView, publishView, pushView, updateView } from './views.ts'

/** Every Web API method this Slack has. */
export const methods: readonly Method[] = [
  apiTest,
  authTest,
  openConnection,
  teamInfo,
  botInfo,
  postMessage,
  postEphemeral,
  getPermalink,
  update,
  remove,
  open,
  info,
  list,
  members,
  history,
  replies,
  userInfo,
  lookupByEmail,
  userList,
  groupList,
  groupUsers,
  openView,
  pushView,
  updateView,
  publishView,
  addReaction,
  removeReaction,
  getUploadUrl,
  completeUpload,
  fileInfo,
]
