/** An answer of the API: https://developers.notion.com/reference/status-codes */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

/** Thrown inside the workspace, answered by the server. */
export class NotionProblem extends Error {
  readonly answer: Answer

  constructor(
    status: number,
    code: string,
    message: string,
    more: { headers?: Record<string, string>; data?: object } = {},
  ) {
    super(message)
    const { headers, data } = more
    const body = { object: 'error', status, code, message, ...(data === undefined ? {} : { additional_data: data }) }
    this.answer = {
      status,
      body: { ...body, request_id: crypto.randomUUID() },
      ...(headers === undefined ? {} : { headers }),
    }
  }
}

export const invalid = (message: string): NotionProblem => new NotionProblem(400, 'validation_error', message)

export const bodyInvalid = (path: string, complaint: string): NotionProblem =>
  invalid(`body failed validation: body.${path} should be ${complaint}.`)

export const notFound = (what: string, id: string, connection: string): NotionProblem =>
  new NotionProblem(
    404,
    'object_not_found',
    `Could not find ${what} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${connection}".`,
  )

export const restricted = (): NotionProblem =>
  new NotionProblem(403, 'restricted_resource', 'Insufficient permissions for this endpoint.')

export const throttled = (seconds: number | null): NotionProblem =>
  new NotionProblem(429, 'rate_limited', 'You have been rate limited. Please try again in a few minutes.', {
    data: { rate_limit_reason: 'public_api_request_rate_limit' },
    ...(seconds === null ? {} : { headers: { 'retry-after': String(seconds) } }),
  })

export const ARCHIVED = "Can't edit block that is archived. You must unarchive the block before editing."
