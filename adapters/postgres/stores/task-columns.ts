import { getTableColumns } from 'drizzle-orm'
import { folded } from '../../../core/kernel/text.ts'
import type { Task } from '../../../core/tasks/ports.ts'
import { tasks } from '../schema.ts'

const { searchText: _ours, ...columns } = getTableColumns(tasks)

/** The columns that make a Task; the folded text is only searched. */
export const taskColumns = columns

/** A separator that nobody types keeps a search from reaching out of the title into the description. */
export const searchTextOf = ({ title, description }: Pick<Task, 'title' | 'description'>): string =>
  folded([title, description ?? ''].join('\u001f'))
