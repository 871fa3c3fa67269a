import type { IconName } from '../layout/icons.tsx'
import { Empty } from './blocks.tsx'

/** A list where nothing is because of what it was narrowed to, and the way to all of it. */
export const NothingFound = (props: { icon: IconName; title: string; href: string; clear: string }) => (
  <Empty icon={props.icon} level={3} title={props.title}>
    <p>
      <a class="button" href={props.href}>
        {props.clear}
      </a>
    </p>
  </Empty>
)
