import { atLeast, flag, http, text, wholeNumber } from './kinds.ts'
import { variable } from './variable.ts'

/** The console below /web, and who gets into it. */
export const consoleVariables = {
  AUTH_SECRET: variable(
    'AUTH_SECRET',
    'Signs sessions and encrypts second factors: 32 characters or more, such as from openssl rand -base64 48. Without it one is made once and kept in the database; production needs it.',
    atLeast(32),
    '',
    { secret: true },
  ),
  WEB_ADMIN_EMAIL: variable(
    'WEB_ADMIN_EMAIL',
    "The e-mail of the first operator's account, made when nobody has one yet. Without it the first start prints a sign-in link.",
    text,
    '',
  ),
  WEB_ADMIN_PASSWORD: variable(
    'WEB_ADMIN_PASSWORD',
    'The password of that account: 12 characters or more; change it in the console.',
    atLeast(12),
    '',
    { secret: true },
  ),
  WEB_REQUIRE_MFA: variable(
    'WEB_REQUIRE_MFA',
    'true: who has no second factor may only enrol one. A passkey counts.',
    flag,
    'false',
  ),
  WEB_SESSION_HOURS: variable('WEB_SESSION_HOURS', 'How long a sign-in lasts at most.', wholeNumber(1, 8760), '168'),
  WEB_IDLE_HOURS: variable('WEB_IDLE_HOURS', 'How long it lasts unused.', wholeNumber(1, 8760), '24'),
  OIDC_ISSUER: variable(
    'OIDC_ISSUER',
    'An OpenID Connect provider that people may sign in with; it sends them back to PUBLIC_URL/web/sign-in/provider. Needs the next two.',
    http,
    '',
  ),
  OIDC_CLIENT_ID: variable('OIDC_CLIENT_ID', 'What SparkOne is known as there.', text, ''),
  OIDC_CLIENT_SECRET: variable('OIDC_CLIENT_SECRET', 'The secret of OIDC_CLIENT_ID.', text, '', { secret: true }),
}
