import type { Hand, Typed } from '../../support/sheets-server.ts'
import type { Random } from '../../unit/sync/random.ts'

const WORD = /w\d+x/g
export const wordsIn = (said: unknown): readonly string[] => [...new Set(JSON.stringify(said ?? null).match(WORD))]

/** Words that nobody said before, so that each tells where it came from. */
export const createWords = () => {
  let serial = 0
  return (): string => {
    serial += 1
    return `w${serial}x`
  }
}

/** Somebody at the sheet, and what is known of the words they said there. */
export const createPerson = (hand: Hand, random: Random, word: () => string) => {
  const said = new Set<string>()
  const copied = new Set<string>()
  const nameless = new Set<string>()
  const unsaid = new Set<string>()
  const add = (words: Set<string>, of: unknown): void => {
    for (const one of wordsIn(of)) words.add(one)
  }

  const someTyped = (): Typed => ({
    ...(random.chance(0.5) ? { Tarefa: word() } : {}),
    ...(random.chance(0.3) ? { Descrição: random.chance(0.2) ? '' : `${word()} 🙂\n=1+1` } : {}),
    ...(random.chance(0.3) ? { Situação: random.one(['A fazer', 'done', 'Concluída', 'Cancelada', '']) ?? '' } : {}),
    ...(random.chance(0.3) ? { Prazo: random.one([46_400, 46_400.5, '02/01/2027 10:30', 'logo', '']) ?? '' } : {}),
    ...(random.chance(0.3) ? { Etiquetas: [word(), word()].join(', ') } : {}),
    ...(random.chance(0.2) ? { Responsável: random.chance(0.5) ? 'Ana' : '' } : {}),
  })
  /** A row whose key they emptied is known by its anchor alone, which a sort may leave on any row without a key. */
  const isOneNameless = (): boolean =>
    hand.table().some((values) => values.at(-1) === null && wordsIn(values).some((one) => nameless.has(one)))
  const addRow = (typed: Typed): void => {
    if (isOneNameless()) add(nameless, typed)
    add(said, typed)
    hand.add(typed)
  }
  const type = (row: number, typed: Typed): void => {
    const cells = hand.cells(row)
    for (const header of Object.keys(typed)) add(unsaid, cells[header])
    const key = cells['SparkOne ID']?.userEnteredValue?.stringValue
    const isTwin = key !== undefined && hand.table().filter((values) => values.includes(key)).length > 1
    if (isTwin) add(copied, typed)
    if (wordsIn(cells).some((one) => nameless.has(one)) || (key === undefined && isOneNameless())) add(nameless, typed)
    add(said, typed)
    hand.edit(row, typed)
  }
  const isIn = (row: number): boolean => hand.table()[row - 1]?.some((value) => value !== null) === true

  return {
    /** Everything they typed. */
    said,
    /** What they wrote in rows they copied, or beside one whose key they emptied: these may be several tasks' by right. */
    isShared: (one: string): boolean => copied.has(one) || nameless.has(one),
    /** What they wrote over or threw away themselves. */
    unsaid,
    /** Anything a person does to rows; `moves` alone leaves what the cells say. */
    act: (moves: boolean): void => {
      const titled = hand
        .table()
        .flatMap(([title], index) => (title === null || title === undefined ? [] : [index + 1]))
      const row = random.one(titled)
      const act = random.below(moves ? 4 : 12)
      if (row === undefined || !isIn(row)) {
        addRow({ Tarefa: word() })
      } else if (act < 2) hand.insertAbove(row, 1 + random.below(2))
      else if (act < 4) hand.sort(random.one(['Tarefa', 'Prazo']) ?? 'Tarefa', { metadataMoves: random.chance(0.5) })
      else if (act < 5) {
        addRow({ Tarefa: word(), ...someTyped() })
      } else if (act < 9) type(row, someTyped())
      else if (act < 10) {
        add(copied, hand.cells(row))
        hand.copy(row)
      } else if (act < 11) {
        add(unsaid, hand.cells(row))
        hand.remove(row)
      } else {
        add(nameless, hand.cells(row))
        hand.edit(row, { 'SparkOne ID': '' })
      }
    },
  }
}
