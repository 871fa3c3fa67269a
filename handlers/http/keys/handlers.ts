import type { z } from 'zod'
import type { ApiKey } from '../../../core/access/index.ts'
import { bind } from '../binding/bind.ts'
import * as contract from './contract.ts'

const keyOut = (key: ApiKey): z.infer<typeof contract.KeyShape> => ({
  id: key.id,
  name: key.name,
  scopes: [...key.scopes],
  person_id: key.personId,
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
})

export const keyRoutes = [
  bind(contract.listKeys, async ({ core }) => [200, { keys: (await core.access.list()).map(keyOut) }]),

  bind(contract.issueKey, async ({ core, body }) => {
    const { key, secret } = await core.access.issue({
      name: body.name,
      scopes: body.scopes,
      personId: body.person_id ?? null,
      expiresAt: typeof body.expires_at === 'string' ? new Date(body.expires_at) : null,
    })
    return [201, { ...keyOut(key), secret }, { secret: true }]
  }),

  bind(contract.revokeKey, async ({ core, params }) => {
    await core.access.revoke(params.id)
    return [204, undefined]
  }),
]
