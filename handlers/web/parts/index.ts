/** The one small set of parts that screens are made of. */

export { Icon, type IconName } from '../layout/icons.tsx'
export {
  Badge,
  Card,
  Empty,
  type FactList,
  Facts,
  Head,
  Moment,
  Notice,
  Pager,
  Section,
  Tabs,
  type Tone,
} from './blocks.tsx'
export { Chart } from './chart.tsx'
export { Filter } from './filter.tsx'
export {
  Act,
  AreaField,
  Button,
  CheckField,
  control,
  Field,
  Form,
  SelectField,
  TextField,
} from './form.tsx'
export { NothingFound } from './nothing-found.tsx'
export { PasskeyButton, WithPasskey } from './passkey.tsx'
export { Path } from './path.tsx'
export { Qr } from './qr.tsx'
export { CopyButton, SecretField } from './secret.tsx'
export { When } from './when.tsx'
