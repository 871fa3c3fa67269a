import type { PlannedWay } from '../../../../core/notify/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Badge, Head, Icon, Section } from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { hasFallback, wayIn } from '../../visit/way.ts'
import { type Access, AccessTo, Sessions } from './access.tsx'
import { Aliases, type AliasForm } from './aliases.tsx'
import { Day } from './day.tsx'
import { Profile } from './profile.tsx'
import type { ProfileForm } from './profile-form.ts'
import { peopleWords } from './words.ts'

/** What was typed into one of the page's forms and could not be saved. */
export interface Edited {
  readonly profile?: { readonly form: ProfileForm; readonly problems: Problems; readonly isStale: boolean }
  readonly alias?: { readonly form: AliasForm; readonly problems: Problems }
}

/** One person: how to let them in while they are not, their day, who they are, where they are reached, and how they get into the console. */
export const PersonPage = (props: {
  person: Person
  plan: readonly PlannedWay[]
  access: Access
  profile: NonNullable<Edited['profile']>
  alias: NonNullable<Edited['alias']>
  visit: Visit
  csrf: string
}) => {
  const { person, plan, access, profile, alias, visit, csrf } = props
  const words = peopleWords(visit.locale)
  const at = `/web/people/${person.id}`
  const isByFallback = hasFallback(person, wayIn(plan))
  const isIn = access.account !== null
  const accessTo = <AccessTo {...access} {...{ person, visit, csrf }} />
  return (
    <>
      <Head
        title={person.name}
        back={{ href: '/web/people', text: words.back }}
        intro={
          <span class="cluster">
            <Badge tone={person.role === 'operator' ? 'accent' : 'plain'}>{words.role[person.role]}</Badge>
            {words.roleWhat[person.role]}
          </span>
        }
      />
      {isIn ? null : accessTo}
      <Section title={words.day} id="day">
        <Day {...{ person, plan, visit }} />
      </Section>
      <Section title={words.profile} id="profile">
        <Profile {...profile} {...{ person, visit, csrf }} action={at} />
      </Section>
      <Aliases {...alias} {...{ person, isByFallback, visit, csrf }} />
      {isIn ? accessTo : null}
      {isIn ? <Sessions {...access} {...{ person, visit, csrf }} /> : null}
      <p>
        <a class="button danger" href={`${at}/remove`}>
          <Icon name="trash" />
          {words.removePerson}
        </a>
      </p>
    </>
  )
}
