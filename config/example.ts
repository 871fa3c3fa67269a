import { VARIABLES } from './variables.ts'

const HEADINGS: Readonly<Record<keyof typeof VARIABLES, string>> = {
  process: 'Process',
  database: 'Database',
  redis: 'Redis',
  api: 'API',
  whatsapp: 'WhatsApp (Evolution API)',
  email: 'E-mail',
  console: 'Console (/web)',
  understanding: 'Understanding (models; the grammar works without)',
  mirrors: 'Mirrors (outside copies of the tasks)',
  notion: 'Notion (shows the tasks, and takes what is edited there)',
  sheets: 'Google Sheets (the same)',
  chain: 'Delivery chain, briefs, reminders',
  retention: 'Retention, in days',
}

/** The text of `.env.example`: every variable there is, commented out, with what it does and its default. */
export const envExample = (): string => {
  const groups = Object.entries(VARIABLES).map(([group, variables]) => {
    const lines = Object.values(variables).map(
      ({ name, about, example }: { name: string; about: string; example: string }) =>
        `# ${about}\n# ${name}=${example}`,
    )
    return `## ${HEADINGS[group as keyof typeof VARIABLES]}\n\n${lines.join('\n')}`
  })
  return `# SparkOne runs without any of these. Copy this file to .env and set what you need.
# Each variable may also be given as NAME_FILE, naming a file that holds the value.
# Empty counts as absent.

${groups.join('\n\n')}
`
}
