import { answers, type Dashboard, lines, noneIsGood, number, row, worse } from './panels.ts'

/** Does every message get through, and which way? */
export const delivery: Dashboard = {
  name: 'delivery',
  title: ['Entregas', 'Delivery'],
  rows: [
    row(
      ['Agora', 'Now'],
      number(['A caminho', 'On their way'], 'short', 'max(sparkone_notifications_pending)', { steps: worse(50, 200) }),
      number(['Não entregues', 'Not delivered'], 'short', 'max(sparkone_notifications_dead)', { steps: noneIsGood }),
      answers(['WhatsApp', 'WhatsApp'], 'min(sparkone_dependency_up{dependency="evolution"})'),
      answers(['E-mail', 'E-mail'], 'min(sparkone_dependency_up{dependency="smtp"})'),
      number(
        ['WhatsApp em 24 h: confirmadas', 'WhatsApp in 24 h: confirmed'],
        'short',
        'sum(increase(sparkone_whatsapp_notifications_total{status="success"}[24h]))',
      ),
      number(
        ['WhatsApp em 24 h: desistiu', 'WhatsApp in 24 h: given up'],
        'short',
        'sum(increase(sparkone_whatsapp_notifications_total{status="failure"}[24h]))',
        { steps: noneIsGood },
      ),
    ),
    row(
      ['Canais', 'Channels'],
      lines(['WhatsApp', 'WhatsApp'], 'short', [
        {
          expr: 'sum by (status) (increase(sparkone_whatsapp_notifications_total[$__rate_interval]))',
          legend: '{{status}}',
        },
      ]),
      lines(['E-mail no lugar do WhatsApp', 'E-mail in place of WhatsApp'], 'short', [
        {
          expr: 'sum by (status, reason) (increase(sparkone_fallback_notifications_total[$__rate_interval]))',
          legend: '{{status}} {{reason}}',
        },
      ]),
      lines(['Tentativas', 'Attempts'], 'short', [
        {
          expr: 'sum by (channel, outcome) (increase(sparkone_deliveries_total[$__rate_interval]))',
          legend: '{{channel}} {{outcome}}',
        },
      ]),
      lines(['Por que não foi', 'Why it did not go'], 'short', [
        {
          expr: 'topk(10, sum by (channel, reason) (increase(sparkone_deliveries_total{reason!=""}[$__rate_interval])))',
          legend: '{{channel}} {{reason}}',
        },
      ]),
    ),
    row(
      ['Recibos', 'Receipts'],
      lines(['Do envio ao recibo (p95)', 'From sending to the receipt (p95)'], 's', [
        {
          expr: 'histogram_quantile(0.95, sum by (le, channel, receipt) (rate(sparkone_receipt_seconds_bucket[$__rate_interval])))',
          legend: '{{channel}} {{receipt}}',
        },
      ]),
      lines(['Recibos', 'Receipts'], 'short', [
        {
          expr: 'sum by (channel, receipt) (increase(sparkone_receipt_seconds_count[$__rate_interval]))',
          legend: '{{channel}} {{receipt}}',
        },
      ]),
    ),
    row(
      ['Resumos', 'Briefs'],
      lines(['Resumos enviados', 'Briefs sent'], 'short', [
        {
          expr: 'sum by (kind, status) (increase(sparkone_brief_sent_total[$__rate_interval]))',
          legend: '{{kind}} {{status}}',
        },
      ]),
      lines(['Atraso dos resumos (p95)', 'How late briefs are (p95)'], 's', [
        {
          expr: 'histogram_quantile(0.95, sum by (le, kind) (rate(sparkone_brief_lateness_seconds_bucket{status="sent"}[$__rate_interval])))',
          legend: '{{kind}}',
        },
      ]),
    ),
  ],
}
