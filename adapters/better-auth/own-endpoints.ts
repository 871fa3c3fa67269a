import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'
import { z } from 'zod'

const TOKEN_LENGTH = 32

/** What the library has no call for: a session of somebody who was let in by us, and a new token for one there is. */
export const ownEndpoints = () =>
  ({
    id: 'sparkone',
    endpoints: {
      openSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: z.object({ accountId: z.string() }) },
        async (ctx) => {
          const { accountId } = ctx.body
          const session = await ctx.context.internalAdapter.createSession(accountId, false, {
            method: 'link',
            hasPassedMfa: false,
          })
          const user = await ctx.context.internalAdapter.findUserById(accountId)
          if (!session || user === null) throw new APIError('UNAUTHORIZED')
          await setSessionCookie(ctx, { session, user })
          return ctx.json({})
        },
      ),
      rotateSession: createAuthEndpoint.serverOnly(
        {
          method: 'POST',
          body: z.object({
            role: z.string().optional(),
            method: z.string().optional(),
            hasPassedMfa: z.boolean().optional(),
            isPending: z.boolean().optional(),
          }),
        },
        async (ctx) => {
          const found = await getSessionFromCtx(ctx)
          if (found === null) throw new APIError('UNAUTHORIZED')
          const token = generateRandomString(TOKEN_LENGTH)
          // Of several rotations at once one finds the old token; the others end here.
          const session = await ctx.context.internalAdapter.updateSession(found.session.token, { ...ctx.body, token })
          if (!session) throw new APIError('UNAUTHORIZED')
          await setSessionCookie(ctx, { session: { ...found.session, ...session, token }, user: found.user })
          return ctx.json({})
        },
      ),
    },
  }) satisfies BetterAuthPlugin
