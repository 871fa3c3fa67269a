import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NginxServer, startNginx } from '../../tests/ops/support/nginx-server.ts'
import { makeCertificate } from '../../tests/support/certificate.ts'
import { sentWith } from '../../tests/support/e2e-operator.ts'
import { certificateJob } from '../../tests/support/scrape-config.ts'
import { openStack, type Stack } from './stack.ts'

const daysLeft = '(probe_ssl_earliest_cert_expiry - time()) / 86400'

describe('exercício: certificado vencendo', { timeout: 120_000 }, () => {
  const localhost = ['DNS:localhost', 'IP:127.0.0.1']
  let nginx: NginxServer
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack('CertificateExpiring', {
      // It waits for an hour, so that a renewal that is late is no news.
      times: 600,
      watch: async (api, blackbox) => {
        nginx = await startNginx(api.port, makeCertificate(localhost, 10))
        return [{ scrape: certificateJob({ proxy: `localhost:${nginx.tlsPort}`, blackbox }) }]
      },
    })
  })
  afterAll(async () => {
    await stack?.close()
    await nginx?.stop()
  })

  it('restam dez dias: a métrica mostra, o alerta dispara e diz de que endereço', async () => {
    await stack.holds(`${daysLeft} > 9 < 10`)
    expect((await stack.fires('CertificateExpiring')).instance).toContain(`https://localhost:${nginx.tlsPort}`)
  })

  it('o aviso chega aos operadores, com o prazo', async () => {
    const { text } = await sentWith(stack.house.evolution, 'CertificateExpiring')
    expect(text).toMatch(/O certificado de https:\/\/localhost\S+ vence em 9d/)
  })

  it('enquanto isso tudo é servido', async () => {
    expect((await nginx.ask('/health/ready')).status).toBe(200)
  })

  it('renovado, com `nginx -t` e `nginx -s reload`: nenhuma requisição se perde', async () => {
    let asking = true
    const statuses: number[] = []
    const asked = (async () => {
      // From many addresses: of one alone nginx turns away what comes faster than 50 a second.
      for (let n = 0; asking; n += 1) {
        statuses.push((await nginx.ask('/health/live', { from: `127.0.1.${1 + (n % 200)}` })).status)
      }
    })()
    await nginx.renew(makeCertificate(localhost, 90))
    await stack.holds(`${daysLeft} > 89`)
    asking = false
    await asked
    expect(statuses.length).toBeGreaterThan(0)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('o alerta se apaga e os operadores sabem', async () => {
    await stack.clears('CertificateExpiring')
    await sentWith(stack.house.evolution, /^✅ .*Resolvido: CertificateExpiring/)
  })
})
