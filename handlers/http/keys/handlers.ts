import type { z } from 'zod'
import type { ApiKey } from '../../../core/access/index.ts'
import { bind, known } from '../binding/bind.ts'
import { operatorOnly } from '../operator.ts'
import { endOf, startOf } from '../paging.ts'
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

const LIST = 'keys'

// A member's key, whatever its scopes, must not make or end keys: one without a person is an operator's.
export const keyRoutes = [
  bind(contract.listKeys, async ({ core, principal, query }) => {
    operatorOnly(known(principal).actor)
    const page = await core.access.page(startOf(LIST, query))
    const { fields, extras } = endOf(LIST, query, page)
    return [200, { keys: page.keys.map(keyOut), ...fields }, extras]
  }),

  bind(contract.issueKey, async ({ core, principal, body }) => {
    operatorOnly(known(principal).actor)
    const { key, secret } = await core.access.issue({
      name: body.name,
      scopes: body.scopes,
      personId: body.person_id ?? null,
      expiresAt: typeof body.expires_at === 'string' ? new Date(body.expires_at) : null,
    })
    return [201, { ...keyOut(key), secret }, { secrets: ['secret'] }]
  }),

  bind(contract.revokeKey, async ({ core, principal, params }) => {
    operatorOnly(known(principal).actor)
    await core.access.revoke(params.id)
    return [204, undefined]
  }),
]
