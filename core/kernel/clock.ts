/** The only source of "now" in the core. Adapters give the system's; tests turn their own. */
export interface Clock {
  now(): Date
}
