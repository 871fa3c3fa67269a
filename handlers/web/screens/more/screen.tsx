import { placesFor } from '../../layout/places.ts'
import { Act, Head, Icon } from '../../parts/index.ts'
import { routes, type Screen } from '../../screen.ts'
import { wordsIn } from '../../words/index.ts'

/** All places in one list: on a phone, those that have no room at the thumb. */
export const moreScreen: Screen = ({ pages }) =>
  routes().get('/', (context) => {
    const words = wordsIn(context.get('locale'))
    return pages.show(context, { title: words.places.more, place: 'more' }, (csrf, visit) => (
      <>
        <Head title={words.places.more} intro={words.moreIntro} />
        <ul class="rows">
          {placesFor(visit.isOperator).map(({ name, path, icon }) => (
            <li>
              <Icon name={icon} />
              <a class="title grow" href={path}>
                {words.places[name]}
              </a>
            </li>
          ))}
        </ul>
        <Act action="/web/sign-out" csrf={csrf}>
          <Icon name="out" />
          {words.signOut}
        </Act>
      </>
    ))
  })
