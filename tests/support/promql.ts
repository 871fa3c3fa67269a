const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'on', 'without', 'ignoring', 'group_left'])

/** The selectors of an expression, each with its labels and without its range: what must have data. */
export const selectorsOf = (expr: string): readonly string[] => {
  const bare = expr
    .replaceAll(/\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\[[\w$:]+\]/g, ' ')
    .replaceAll(/\boffset\s+\w+/g, ' ')
  // A quoted value may hold anything; a name before a parenthesis is a function.
  const found = [...bare.matchAll(/([a-zA-Z_:][\w:]*)\s*(\{(?:[^"}]|"[^"]*")*\}|\()?/g)]
  return found
    .filter(([, name = '', after]) => after !== '(' && !WORDS.has(name))
    .map(([, name = '', labels = '']) => `${name}${labels}`)
}

/** The names of the metrics of an expression. */
export const metricsOf = (expr: string): readonly string[] =>
  selectorsOf(expr).map((selector) => selector.replace(/\{.*$/s, ''))
