import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from './certificate.ts'
import { freePort, spawnTethered, temporaryFolder, untilReady } from './tethered.ts'

export const installedExim = (): string | undefined =>
  ['/usr/sbin/exim4', '/usr/sbin/exim', '/usr/local/sbin/exim'].find((path) => existsSync(path))

export interface Exim {
  readonly host: string
  readonly port: number
  /** The authority of its certificate, PEM. */
  readonly ca: string
  readonly user: { readonly name: string; readonly password: string }
  /** What lies in the Maildir, each message whole. */
  mails(): readonly string[]
  stop(): Promise<void>
}

const user = { name: 'spark', password: 'open sesame' }

/**
 * A real mail server for example.org that takes mail over STARTTLS and AUTH only and delivers it into a Maildir.
 * `nobody@` is refused for good, `later@` for now.
 */
export const startExim = async (binary: string): Promise<Exim> => {
  const folder = temporaryFolder('exim')
  const owner = ownerOf()
  const { cert, key } = makeCertificate()
  for (const name of ['spool', 'log', 'mail']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 })
  const port = await freePort()
  const config = join(folder, 'exim.conf')
  writeFileSync(config, configuration({ folder, port, ...owner }), { mode: 0o644 })
  for (const name of ['.', 'spool', 'log', 'mail', 'cert.pem', 'key.pem'])
    chownSync(join(folder, name), owner.uid, owner.gid)
  chmodSync(folder, 0o755)

  const server = spawnTethered(binary, ['-C', config, '-bdf'], { log: join(folder, 'output') })
  await untilReady('Exim', server, () => greeting(port))
  const box = join(folder, 'mail', 'new')
  return {
    host: '127.0.0.1',
    port,
    ca: cert,
    user,
    mails: () => (existsSync(box) ? readdirSync(box).map((name) => readFileSync(join(box, name), 'utf8')) : []),
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Owner {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

// Exim never delivers as root, so root borrows the user that its package brings.
const ownerOf = (): Owner => {
  const { username, uid, gid } = userInfo()
  if (uid !== 0) return { name: username, uid, gid }
  const name = 'Debian-exim'
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { name, uid: id('-u'), gid: id('-g') }
}

const greeting = (port: number): Promise<true | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: true | undefined) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('data', () => end(true))
    socket.once('error', () => end(undefined))
    socket.setTimeout(1000, () => end(undefined))
  })

const configuration = ({ folder, port, name, gid }: Owner & { folder: string; port: number }): string => `
primary_hostname = mail.example.org
domainlist local_domains = example.org
exim_user = ${name}
exim_group = ${gid}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/spool/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
tls_advertise_hosts = *
tls_certificate = ${folder}/cert.pem
tls_privatekey = ${folder}/key.pem
auth_advertise_hosts = \${if def:tls_in_cipher {*}}
acl_smtp_rcpt = check_recipient
acl_smtp_data = accept
host_lookup =
rfc1413_hosts =
keep_environment =
never_users = root

begin acl
check_recipient:
  deny !authenticated = *
       message = Authentication required
  deny local_parts = nobody
       message = No such user
  defer local_parts = later
       message = Try again later
  accept domains = +local_domains
  deny message = Not our domain

begin routers
everybody:
  driver = accept
  domains = +local_domains
  transport = maildir

begin transports
maildir:
  driver = appendfile
  maildir_format
  directory = ${folder}/mail
  create_directory
  envelope_to_add
  user = ${name}
  group = ${gid}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and {{eq{$auth2}{${user.name}}}{eq{$auth3}{${user.password}}}}}
  server_set_id = $auth2
`
