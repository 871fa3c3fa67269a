// sparkone-stand-in.ts COMMAND FOLDER: stands in for `sparkone migrate` and `sparkone serve` where a test is about
// something else. FOLDER/environment holds what it was started with; FOLDER/sick says how it is broken: start, brief
// (500), page (a login page) or empty.
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [command, folder = ''] = process.argv.slice(2)
const { API_KEY: key, PORT } = process.env
appendFileSync(`${folder}/environment`, `${command} ${JSON.stringify(process.env)}\n`)
const sick = readFileSync(`${folder}/sick`, 'utf8').trim()
if (sick === 'start') process.exit(1)

if (command === 'serve') {
  createServer((request, response) => {
    if (request.url !== '/brief/text') return response.end('{"status":"ready"}')
    if (request.headers.authorization !== `Bearer ${key}`) return response.writeHead(401).end()
    if (sick === 'brief') return response.writeHead(500).end()
    response.setHeader('Content-Type', sick === 'page' ? 'text/html' : 'text/plain')
    return response.end(sick === 'empty' ? '' : 'Bom dia!')
  }).listen(Number(PORT), '127.0.0.1')
}
