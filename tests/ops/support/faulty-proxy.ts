// faulty-proxy.ts TARGET FAULT [PORT]: stands before a real SparkOne and gets one thing wrong. Prints its port and
// serves until it is ended.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

type Fault = (request: IncomingMessage, response: ServerResponse) => 'answered' | 'passed'

const answer =
  (status: number, type: string, body: string, on: RegExp): Fault =>
  ({ method, url }, response) => {
    if (!on.test(`${method} ${url}`)) return 'passed'
    response.writeHead(status, { 'Content-Type': type }).end(body)
    return 'answered'
  }

const JSON_TYPE = 'application/json'
const ANY = /./

const FAULTS: Readonly<Record<string, Fault>> = {
  none: () => 'passed',
  'all-500': answer(500, JSON_TYPE, '{"status":"ok"}', ANY),
  'login-page': answer(200, 'text/html', '<html><form>Sign in</form></html>', ANY),
  'login-redirect': answer(302, 'text/html', '', ANY),
  'other-json': answer(200, JSON_TYPE, '{"hello":"world"}', ANY),
  'cut-json': answer(200, JSON_TYPE, '{"status":', ANY),
  'database-down': answer(503, JSON_TYPE, '{"status":"unavailable","connected":false}', /\/health\/database/),
  unready: answer(503, JSON_TYPE, '{"status":"unready","reasons":["migrations"]}', /\/health\/ready/),
  'metrics-empty': answer(200, 'text/plain; version=0.0.4', '', /\/metrics/),
  'metrics-of-another': answer(200, 'text/plain', '# nothing of sparkone_build_info{ here\n', /\/metrics/),
  'brief-empty': answer(200, 'text/plain', '\n', /\/brief\/text/),
  'brief-without-summary': answer(200, JSON_TYPE, '{"tasks":[]}', /\/brief\/structured/),
  'task-not-read': answer(200, JSON_TYPE, '{"id":1,"title":"another"}', /^GET \/tasks\/\d+/),
  'task-not-completed': answer(200, JSON_TYPE, '{"status":"pending"}', /^PATCH/),
  'task-not-deleted': answer(204, JSON_TYPE, '', /^DELETE/),
  silent: () => 'answered',
}

const [target = '', name = '', port = '0'] = process.argv.slice(2)
// The task is made, but whoever asked for it hears of a failure.
const forgetful = name === 'created-but-500'
// Answers come without their policy.
const bare = name === 'no-policy'
const fault = FAULTS[forgetful || bare ? 'none' : name]
if (fault === undefined) throw new Error(`no fault is called ${name}`)

const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { method = 'GET', url = '/', headers } = request
  const body = method === 'GET' ? null : await buffer(request)
  const { authorization = '', 'content-type': type } = headers
  const answered = await fetch(new URL(url, target), {
    method,
    body: body?.length ? body : null,
    headers: { authorization, ...(type === undefined ? {} : { 'content-type': type }) },
  })
  const status = forgetful && method === 'POST' ? 500 : answered.status
  const policy = bare ? null : answered.headers.get('content-security-policy')
  response.writeHead(status, {
    'Content-Type': answered.headers.get('content-type') ?? '',
    ...(policy === null ? {} : { 'Content-Security-Policy': policy }),
  })
  response.end(Buffer.from(await answered.arrayBuffer()))
}

const server = createServer((request, response) => {
  if (fault(request, response) === 'passed') void forward(request, response)
})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`)
})
