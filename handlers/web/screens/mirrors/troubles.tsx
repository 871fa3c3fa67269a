import type { CopyTrouble, MirrorName, TroubleKind } from '../../../../core/sync/index.ts'
import { Act, Badge, Empty, Icon } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { outsideUrl } from './outside.ts'
import { mirrorsWordsIn } from './words.ts'

interface Shown {
  readonly name: MirrorName
  readonly kind: TroubleKind
  readonly visit: Visit
  readonly csrf: string
  /** Where to go on after one was tried again. */
  readonly here: string
}

/** The tasks whose copy is not as it should be: why, in the core's words, and trying again, one by one. */
export const Troubles = ({ troubles, ...shown }: Shown & { troubles: readonly CopyTrouble[] }) => {
  const words = mirrorsWordsIn(shown.visit.locale)
  if (troubles.length === 0) {
    return (
      <Empty icon="check" level={3} title={words.noTroubles[shown.kind]}>
        <p>{words.noTroublesText[shown.kind]}</p>
      </Empty>
    )
  }
  return (
    <ul class="rows">
      {troubles.map((trouble) => (
        <Row trouble={trouble} {...shown} />
      ))}
    </ul>
  )
}

const Row = ({ trouble, name, visit, csrf, here }: Shown & { trouble: CopyTrouble }) => {
  const words = mirrorsWordsIn(visit.locale)
  const { taskId, task, copy } = trouble
  const title = task?.title ?? words.taskGone(taskId)
  const url = outsideUrl(copy.url)
  const isRemoved = copy.state === 'removed'
  const when = copy.lastSyncedAt === null ? null : formatsOf(visit.locale, visit.zone).dateTime(copy.lastSyncedAt)
  return (
    <li id={`trouble-${taskId}`} data-row tabindex={0}>
      <Icon name={isRemoved ? 'trash' : 'warn'} />
      <div class="grow">
        <div class="card-head">
          {task === null ? (
            <span class="title">{title}</span>
          ) : (
            <a href={`/web/tasks/${taskId}`} class="title" data-key="o">
              {title}
            </a>
          )}
          <Badge tone={copy.state === 'failing' ? 'bad' : 'warn'}>{words.copyState[copy.state]}</Badge>
        </div>
        {copy.error === null ? null : <p>{copy.error}</p>}
        <p class="small muted">{when === null ? words.neverSynced : words.lastSynced(when)}</p>
        <div class="actions">
          {task === null ? null : (
            <Act
              action={`/web/mirrors/${name}/sync`}
              csrf={csrf}
              fields={{ mode: 'both', task: String(taskId), back: here }}
              label={isRemoved ? words.anewOf(title) : words.againOf(title)}
              shortcut="r"
            >
              <Icon name="repeat" />
              {isRemoved ? words.anew : words.again}
            </Act>
          )}
          {url === null || isRemoved ? null : (
            <a
              class="button"
              href={url}
              target="_blank"
              rel="noreferrer"
              aria-label={words.openCopyOf(title, words.name[name])}
            >
              {words.openCopy}
            </a>
          )}
        </div>
      </div>
    </li>
  )
}
