import type { Person } from '../../../../core/people/index.ts'
import { PRIORITIES, type Task, type TaskPage } from '../../../../core/tasks/index.ts'
import { Button, Empty, Form, Icon, Pager, SelectField, Tabs, TextField } from '../../parts/index.ts'
import { optionsOf, personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { wordsIn } from '../../words/index.ts'
import { addressOf, type Filter, isNarrowed, VIEWS } from './filter.ts'
import { TaskRow } from './row.tsx'
import { type TaskWords, taskWords } from './words.ts'

interface ListProps {
  readonly page: TaskPage
  readonly filter: Filter
  readonly people: readonly Person[]
  readonly visit: Visit
  readonly csrf: string
}

export const TaskList = ({ page, filter, people, visit, csrf }: ListProps) => {
  const words = taskWords(visit.locale)
  const here = addressOf(filter, { after: filter.after })
  return (
    <>
      <Tabs
        label={words.views.label}
        tabs={VIEWS.map((view) => ({
          href: addressOf(filter, { view }),
          text: words.views[view],
          isHere: view === filter.view,
        }))}
      />
      <Narrow {...{ filter, people, visit, words }} />
      {page.tasks.length === 0 ? (
        <Empty icon="tasks" title={isNarrowed(filter) ? words.nothingFound : words.nothing}>
          {isNarrowed(filter) ? (
            <p>
              <a href={addressOf({ ...filter, text: '', label: '', priority: '', assignee: '' })}>{words.showAll}</a>
            </p>
          ) : (
            <p>{words.nothingText}</p>
          )}
        </Empty>
      ) : (
        <ul class="rows" aria-label={words.views[filter.view]}>
          {page.tasks.map((task) => (
            <TaskRow {...{ task, visit, csrf }} back={here} isPickable whose={whoseIs(task, people, visit)} />
          ))}
        </ul>
      )}
      <Pager
        href={page.next === null ? null : addressOf(filter, { after: page.next })}
        label={wordsIn(visit.locale).next}
      />
      {page.tasks.length === 0 ? null : <Bulk {...{ csrf, words }} back={here} />}
      <p class="muted small by-keyboard">{words.keys}</p>
    </>
  )
}

/** An operator sees the tasks of all: those that are somebody else's say whose. One's own and nobody's say nothing. */
const whoseIs = ({ assigneeId }: Task, people: readonly Person[], visit: Visit): string | null =>
  !visit.isOperator || assigneeId === null || assigneeId === visit.person.id
    ? null
    : (personOf(people, assigneeId)?.name ?? taskWords(visit.locale).history.someone)

/** Search and filters: a plain form whose address can be kept and shared. */
const Narrow = (props: { filter: Filter; people: readonly Person[]; visit: Visit; words: TaskWords }) => {
  const { filter, people, visit, words } = props
  const any = { value: '', label: words.any }
  return (
    <search>
      <form method="get" action="/web/tasks" class="stack tight" id="narrow">
        <input type="hidden" name="due" value={filter.view} />
        <div class="quick-line" id="keys">
          <label class="visually-hidden" for="search">
            {words.search}
          </label>
          <input
            class="input"
            id="search"
            type="search"
            name="q"
            value={filter.text}
            placeholder={words.search}
            maxlength={200}
            data-key="/"
          />
          <Button label={words.search} isIcon>
            <Icon name="search" />
          </Button>
        </div>
        <details id="filters" open={filter.label !== '' || filter.priority !== '' || filter.assignee !== ''}>
          <summary>{words.filters}</summary>
          <div class="fields">
            <TextField name="label" label={words.label} value={filter.label} maxlength={50} />
            <SelectField
              name="priority"
              label={words.priorityField}
              value={filter.priority}
              options={[any, ...PRIORITIES.map((value) => ({ value, label: words.priority[value] }))]}
            />
            {visit.isOperator ? (
              <SelectField
                name="assignee"
                label={words.assignee}
                value={filter.assignee}
                options={[any, ...optionsOf(people)]}
              />
            ) : null}
            <Button>{words.filter}</Button>
          </div>
        </details>
      </form>
    </search>
  )
}

/** What can be done to all that are ticked. Shown once one is. */
const Bulk = ({ csrf, words, back }: { csrf: string; words: TaskWords; back: string }) => (
  <Form action="/web/tasks/bulk" csrf={csrf} id="bulk" class="card bulk" label={words.bulk.label}>
    <input type="hidden" name="back" value={back} />
    <div class="actions">
      <Button name="do" value="complete" kind="primary">
        {words.bulk.complete}
      </Button>
      <Button name="do" value="tomorrow">
        {words.tomorrow}
      </Button>
      <Button name="do" value="remove" kind="danger">
        {words.bulk.remove}
      </Button>
    </div>
    <details id="bulk-more">
      <summary>{words.bulk.more}</summary>
      <div class="fields">
        <TextField name="words" id="bulk-words" label={words.when} hint={words.whenHint} maxlength={200} />
        <Button name="do" value="snooze">
          {words.move}
        </Button>
        <TextField name="label" id="bulk-label" label={words.label} maxlength={50} />
        <Button name="do" value="label">
          {words.bulk.addLabel}
        </Button>
        <SelectField
          name="priority"
          id="bulk-priority"
          label={words.priorityField}
          value="medium"
          options={PRIORITIES.map((value) => ({ value, label: words.priority[value] }))}
        />
        <Button name="do" value="priority">
          {words.bulk.setPriority}
        </Button>
      </div>
    </details>
  </Form>
)
