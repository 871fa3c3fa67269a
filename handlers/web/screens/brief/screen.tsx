import { BRIEF_KINDS, type BriefKind } from '../../../../core/briefs/index.ts'
import { isNameableDate, localDate } from '../../../../core/kernel/time.ts'
import type { ChannelName, Person } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { Button, Card, Facts, Form, Head, Icon, Section, SelectField, TextField } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { typed, typedOf } from '../../visit/form.ts'
import { optionsOf, peopleSeen, personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { wayIn } from '../../visit/way.ts'
import { wordsIn } from '../../words/index.ts'
import { type BriefWords, briefWords } from './words.ts'

/** Whose brief of which day, and of which kind. */
interface Asked {
  readonly date: string
  readonly kind: BriefKind
  readonly personId: string
}

/** The brief as it is read: of any day and kind, of oneself or, for operators, of anybody; and sent on the spot. */
export const briefScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => {
      const form = typedOf(new URL(context.req.url).searchParams)
      return show(deps, context, askedOf(form.one, context.get('visit')))
    })
    .post('/send', async (context) => {
      const visit = context.get('visit')
      const asked = askedOf((await typed(context)).one, visit)
      if (!isNameableDate(asked.date)) return show(deps, context, asked)
      const { notificationId } = await deps.core.briefs.send(visit.actor, asked)
      say(context, { tone: 'good', text: briefWords(visit.locale).sent })
      return context.redirect(`/web/deliveries/${notificationId}`, 303)
    })

const askedOf = (one: (name: string) => string, visit: Visit): Asked => ({
  date: one('date') === '' ? localDate(visit.now, visit.zone) : one('date'),
  kind: BRIEF_KINDS.find((kind) => kind === one('kind')) ?? 'morning',
  personId: one('person') === '' ? visit.person.id : one('person'),
})

const show = async ({ core, pages }: ScreenDeps, context: WebContext, asked: Asked): Promise<Response> => {
  const visit = context.get('visit')
  const words = briefWords(visit.locale)
  const title = wordsIn(visit.locale).places.brief
  const isDate = isNameableDate(asked.date)
  const [text, people] = await Promise.all([
    isDate ? core.briefs.text(visit.actor, asked) : null,
    peopleSeen(core, visit),
  ])
  const person = personOf(people, asked.personId) ?? visit.person
  const way = wayIn(core.notify.plan(person))
  const page = { title, place: 'brief', topics: ['tasks', 'alerts', 'briefs'], status: isDate ? 200 : 400 } as const
  return pages.show(context, page, (csrf) => (
    <>
      <Head title={title} intro={words.intro} />
      <Choose {...{ asked, words }} people={people} problem={isDate ? undefined : words.badDate} />
      {text === null ? null : (
        <Section title={words.asRead[way[0] ?? 'inbox']} id="as-read">
          <Card>
            <p class="letter">{text}</p>
          </Card>
          <Form action="/web/brief/send" csrf={csrf} class="stack tight">
            <input type="hidden" name="date" value={asked.date} />
            <input type="hidden" name="kind" value={asked.kind} />
            <input type="hidden" name="person" value={asked.personId} />
            <div class="actions">
              <Button kind="primary">
                <Icon name="send" />
                {words.send}
              </Button>
              <span class="muted small">{words.sendHint}</span>
            </div>
          </Form>
        </Section>
      )}
      <Section title={words.next} id="next">
        <Card>
          <Facts facts={whenOf(person, way, words)} />
        </Card>
      </Section>
    </>
  ))
}

const Choose = (props: { asked: Asked; people: readonly Person[]; words: BriefWords; problem: string | undefined }) => {
  const { asked, people, words, problem } = props
  return (
    <form method="get" action="/web/brief" class="fields" id="choose">
      <TextField name="date" type="date" label={words.date} value={asked.date} problem={problem} />
      {BRIEF_KINDS.length === 1 ? null : (
        <SelectField
          name="kind"
          label={words.kind}
          value={asked.kind}
          options={BRIEF_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        />
      )}
      {people.length < 2 ? null : (
        <SelectField name="person" label={words.person} value={asked.personId} options={optionsOf(people)} />
      )}
      <Button>{words.show}</Button>
    </form>
  )
}

const whenOf = (
  person: Person,
  way: readonly ChannelName[],
  words: BriefWords,
): readonly (readonly [string, string])[] => {
  const { briefTime, timeZone, quietHours } = person
  return [
    [words.at, briefTime === null ? words.off : words.daily(briefTime, timeZone)],
    [words.quiet, quietHours === null ? words.never : words.quietHours(quietHours.start, quietHours.end)],
    [words.channels, [...way.map((name) => words[name]), words.inbox].join(' → ')],
  ]
}
