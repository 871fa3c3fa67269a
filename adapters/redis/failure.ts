import { PortError } from '../../core/kernel/errors.ts'

/** Of the SDKs' errors only their kind goes on: their messages repeat commands, keys and addresses. */
export const redisError = (error: unknown): PortError => {
  if (error instanceof PortError) return error
  const words = error instanceof Error ? `${error.name} ${error.message}` : ''
  const refused = /WRONGPASS|NOAUTH|NOPERM|Unauthorized|invalid password|http 401|\b401\b/i.test(words)
  return refused
    ? new PortError('redis', 'misconfigured', 'Redis does not accept our credentials.')
    : new PortError('redis', 'unavailable', 'Redis did not answer as it should.')
}

/** Rejects with PortError `unavailable` when the answer takes longer. The call itself goes on unseen. */
export const within = async <T>(ms: number, call: () => Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PortError('redis', 'unavailable', 'Redis did not answer in time.')), ms)
  })
  try {
    const answer = call()
    answer.catch(() => undefined)
    return await Promise.race([answer, late])
  } catch (error) {
    throw redisError(error)
  } finally {
    clearTimeout(timer)
  }
}
