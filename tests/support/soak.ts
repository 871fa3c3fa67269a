/** How many random cases a property tries: the usual number, or SOAK_RUNS where that is more, as in `make soak`. */
export const runs = (usual: number): number => Math.max(usual, Number(process.env.SOAK_RUNS ?? 0))
