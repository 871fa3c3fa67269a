import type { DeadJob, JobDesk } from '../../core/upkeep/ports.ts'
import type { createJobList, Job } from './job-list.ts'
import { pageOf, placeAt } from './page.ts'
import { byDescending } from './values.ts'

/** The jobs of one list as an operator handles them. */
export const createJobDesk = (list: ReturnType<typeof createJobList>, depth: JobDesk['depth']): JobDesk => ({
  depth,
  dead: async ({ name, ...query }) => {
    const dead = list
      .inOrder('dead')
      .filter((job) => name === undefined || job.request.name === name)
      .map(deadJobOf)
      .toSorted(
        byDescending(
          (job) => job.diedAt,
          (job) => job.id,
        ),
      )
    const { rows, ...ends } = pageOf(dead, query, ({ diedAt, id }) => placeAt(diedAt, id), 'descending')
    return { jobs: rows, ...ends }
  },
  redrive: async (name) => list.redrive(name),
  redriveOne: async (id) => list.redrive(undefined, Number(id)) > 0,
})

const deadJobOf = ({ serial, request, createdAt, died, dueAt }: Job): DeadJob => ({
  // As wide as any, so that texts sort as their numbers do.
  id: String(serial).padStart(12, '0'),
  name: request.name,
  data: request.data,
  error: died?.error ?? null,
  createdAt,
  diedAt: died?.at ?? dueAt,
})
