import type { Person } from '../../../../core/people/index.ts'
import { Head, Icon, Pager, Section } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { behind, pathWith, present } from '../../visit/query.ts'
import { wayIn } from '../../visit/way.ts'
import { wordsIn } from '../../words/index.ts'
import { accessRoutes } from './access-routes.tsx'
import { type Listed, PeopleRows, Senders } from './list.tsx'
import { newPersonRoutes } from './new.tsx'
import { personRoutes } from './person-routes.tsx'
import { removeRoutes } from './remove.tsx'
import { senderRoutes } from './sender-routes.tsx'
import { peopleWords } from './words.ts'

const PAGE = 25

/** Whom SparkOne serves, and who would like to be served: for operators. */
export const peopleScreen: Screen = (deps) =>
  routes()
    .get('/', async (context) => {
      const { locale } = context.get('visit')
      const words = peopleWords(locale)
      const after = behind(context)
      const [{ people, next }, senders] = await Promise.all([
        deps.core.people.list({ limit: PAGE, ...present({ after }) }),
        after === null ? deps.core.people.senders() : [],
      ])
      const listed = await Promise.all(people.map((person) => listedOf(deps, person)))
      const title = wordsIn(locale).places.people
      return deps.pages.show(context, { title, place: 'people', topics: ['people'] }, (csrf, visit) => (
        <>
          <Head title={title} intro={words.intro}>
            <a class="button primary" href="/web/people/new">
              <Icon name="plus" />
              {words.add}
            </a>
          </Head>
          {senders.length === 0 ? null : <Senders {...{ senders, visit, csrf }} />}
          <Section title={words.everybody} id="everybody">
            <PeopleRows {...{ listed, visit }} />
          </Section>
          <Pager href={next === null ? null : pathWith('/web/people', { after: next })} label={wordsIn(locale).next} />
        </>
      ))
    })
    .route('/', newPersonRoutes(deps))
    .route('/', senderRoutes(deps))
    .route('/', accessRoutes(deps))
    .route('/', removeRoutes(deps))
    .route('/', personRoutes(deps))

const listedOf = async ({ core, accounts }: ScreenDeps, person: Person): Promise<Listed> => ({
  person,
  hasAccess: (await accounts.authenticator.keeper.accountOf(person.id)) !== null,
  way: wayIn(core.notify.plan(person)),
})
