import { z } from 'zod'

/** RFC 9457. */
export const ProblemSchema = z
  .object({
    type: z.string().meta({ description: 'A URN that names the kind of problem; stable.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'Names this one occurrence, in the logs too.' }),
    request_id: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: "JSON Pointer into the body, or a parameter's name." }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ title: 'Problem' })

export type Problem = z.infer<typeof ProblemSchema>
