import { fake } from '../../tests/fake.ts'

export const real = fake
