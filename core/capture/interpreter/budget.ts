import type { RateLimit } from '../../kernel/rate-limit.ts'
import type { CoreSettings } from '../../settings.ts'

const DAY_SECONDS = 86_400

/**
 * How many questions a day (of UTC) interpreters are asked, for each person and for all together; a question costs one
 * however many of them it takes. It holds as far as the rate limit given counts: see there.
 */
export const makeBudget =
  (rateLimit: RateLimit | undefined, caps: CoreSettings['interpreters']) =>
  async (personId: string): Promise<boolean> => {
    if (rateLimit === undefined) return true
    const within = async (key: string, limit: number): Promise<boolean> =>
      (await rateLimit.hit(`interpreters:${key}`, { limit, windowSeconds: DAY_SECONDS })).allowed
    // Their own first: whoever has spent it must not use up what is there for all.
    return (await within(`person:${personId}`, caps.dailyCapPerPerson)) && (await within('all', caps.dailyCap))
  }
