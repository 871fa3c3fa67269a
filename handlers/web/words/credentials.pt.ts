/** What is said of secrets that are given or chosen, wherever that is. */
export const pt = {
  locked: (wait: string) => `Foram tentativas demais. Tente de novo em ${wait}.`,
  problem: {
    'email invalid': 'Isto não é um endereço de e-mail.',
    'email taken': 'Este e-mail já é de outra conta.',
    'password short': 'Use ao menos 12 caracteres.',
    'password long': 'Use no máximo 128 caracteres.',
    'password common': 'Esta senha é fácil demais de adivinhar.',
  } as Readonly<Record<string, string>>,
  invalid: 'Isto não pode ser assim.',
}
