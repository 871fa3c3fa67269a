export interface Port {
  readonly name: string
}
