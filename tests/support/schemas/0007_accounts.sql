-- The same house when 0004_hit_counts was the newest migration.
insert into people (id, name, role, is_configured, locale, time_zone, quiet_start, quiet_end, brief_time, chain, created_at, updated_at, deleted_at, version) values
  ('p-ana', 'Ana "Aninha" d''Ávila', 'operator', true, 'pt-BR', 'America/Sao_Paulo', '22:00', '07:00', '07:30', null, '2026-01-02 03:04:05.678+00', '2026-01-02 03:04:05.678+00', null, 1),
  ('p-ben', 'Ben 🚀', 'member', false, 'en', 'Europe/Lisbon', null, null, null, '{email,whatsapp}', '2026-01-03 00:00:00.001+00', '2026-02-03 00:00:00+00', null, 4),
  ('p-gone', '', 'member', false, 'en', 'UTC', null, null, null, '{}', '2026-01-04 00:00:00+00', '2026-03-04 00:00:00+00', '2026-03-04 00:00:00+00', 2);

insert into aliases (id, person_id, channel, address, key, position, created_at) values
  ('a-1', 'p-ana', 'whatsapp', '5511987650001', '551187650001', 0, '2026-01-02 03:04:05.678+00'),
  ('a-2', 'p-ana', 'email', 'ana@example.org', 'ana@example.org', 1, '2026-01-02 03:04:05.678+00'),
  ('a-3', 'p-ben', 'email', 'ben@example.org', 'ben@example.org', 0, '2026-01-03 00:00:00.001+00');

insert into unknown_senders (id, channel, address, key, other_address, display_name, messages, first_seen_at, last_seen_at) values
  ('s-1', 'whatsapp', '123456@lid', '123456@lid', '5521999990000', E'Zé\t\u2028\\', 3, '2026-04-01 00:00:00+00', '2026-04-02 00:00:00+00');

insert into api_keys (id, name, digest, scopes, person_id, origin, created_at, expires_at, last_used_at) values
  ('k-1', 'painel', 'd1', '{tasks:read,tasks:write}', 'p-ana', 'issued', '2026-01-05 00:00:00+00', '2027-01-05 00:00:00+00', null),
  ('k-2', 'first', 'd2', '{}', null, 'first', '2026-01-01 00:00:00+00', null, '2026-04-01 12:00:00.5+00');

insert into idempotency_keys (scope, key, response, created_at) values
  ('k-1 POST /tasks', 'abc', '{"status": 201, "body": {"title": "Comprar \"pão\"", "n": 1.50, "deep": [null, true, []]}}', '2026-04-05 00:00:00+00'),
  ('k-1 POST /tasks', 'abd', '"só texto"', '2026-04-05 00:00:01+00');

insert into tasks (title, description, status, priority, due_date, due_time, time_zone, due_at, labels, channel, sender, created_by, assignee_id, completed_at, deleted_at, created_at, updated_at, version, search_text) values
  ('Comprar pão', E'linha 1\nlinha 2; "aspas", \\barra', 'pending', 'high', '2026-05-01', '09:30', 'America/Sao_Paulo', '2026-05-01 12:30:00+00', '{casa,"a,b","com \"aspas\"",""}', 'whatsapp', null, 'p-ana', 'p-ben', null, null, '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00', 1, 'comprar pao'),
  ('=1+1', '', 'completed', 'low', '2026-04-30', null, 'Europe/Lisbon', '2026-04-30 23:00:00+00', '{}', 'api', 'script', 'p-ben', null, '2026-04-30 10:00:00.123+00', null, '2026-04-02 00:00:00+00', '2026-04-30 10:00:00.123+00', 2, '=1+1'),
  ('apagada', null, 'cancelled', 'urgent', null, null, 'UTC', null, '{}', 'web', null, 'p-gone', 'p-gone', null, '2026-04-20 00:00:00+00', '2026-04-03 00:00:00+00', '2026-04-20 00:00:00+00', 3, 'apagada');

insert into task_changes (task_id, version, action, actor_id, channel, at, changes, reverts)
  select id, 1, 'created', created_by, channel, created_at, jsonb_build_object('title', jsonb_build_object('from', '', 'to', title)), null from tasks;
insert into task_changes (task_id, version, action, actor_id, channel, at, changes, reverts)
  select min(id), 2, 'undone', 'p-ana', 'api', '2026-04-04 00:00:00+00', '{}', 1 from tasks;

insert into reminders (id, task_id, person_id, kind, at, state)
  select 'r-1', min(id), 'p-ben', 'due', '2026-05-01 12:30:00+00'::timestamptz, 'planned' from tasks;

insert into messages (id, channel, external_id, person_id, reply_to, text, sent_at, received_at, status, intent, task_id, notification_id, processed_at) values
  ('m-1', 'whatsapp', 'EXT1', 'p-ana', null, 'comprar pão amanhã às 9h30', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00.4+00', 'processed', 'create_task', 1, 'n-1', '2026-04-01 00:00:01+00'),
  ('m-2', 'whatsapp', 'EXT2', 'p-ana', 'EXT1', null, '2026-04-02 00:00:00+00', '2026-04-02 00:00:00+00', 'received', null, null, null, null);

insert into webhook_events (key, source, event, payload, received_at) values
  ('e-1', 'evolution', 'messages.upsert', '{"key": {"id": "EXT1"}, "emoji": "🎉", "nothing": null}', '2026-04-01 00:00:00+00'),
  ('e-2', 'evolution', 'messages.update', null, '2026-04-01 00:00:02+00');

insert into connections (instance, state, reason, since, seen_at) values
  ('sparkone', 'open', 200, '2026-04-01 00:00:00+00', '2026-04-02 00:00:00+00');

insert into notifications (id, person_id, kind, subject, body, dedupe_key, group_key, message_id, chain, step, round, status, reason, not_before, expires_at, created_at, updated_at, settled_at) values
  ('n-1', 'p-ana', 'reply', null, 'Anotado: comprar pão', 'reply:m-1', null, 'm-1', '{whatsapp}', 0, 1, 'delivered', null, null, '2026-04-01 01:00:00+00', '2026-04-01 00:00:01+00', '2026-04-01 00:00:02+00', '2026-04-01 00:00:02+00'),
  ('n-2', 'p-ana', 'alert', 'Disco cheio', 'O disco está cheio', null, '{}:{alertname="Disk"}', null, '{whatsapp,email}', 1, 1, 'pending', null, '2026-04-02 00:00:00+00', '2026-04-03 00:00:00+00', '2026-04-01 00:00:01+00', '2026-04-01 00:00:02+00', null);

insert into deliveries (id, notification_id, channel, round, attempt, state, reason, address_ref, external_id, started_at, lease_until, deadline_at, next_attempt_at, settled_at) values
  ('d-1', 'n-1', 'whatsapp', 1, 1, 'delivered', null, 'a-1', 'OUT1', '2026-04-01 00:00:01+00', '2026-04-01 00:00:31+00', '2026-04-01 00:05:00+00', null, '2026-04-01 00:00:02+00'),
  ('d-2', 'n-2', 'whatsapp', 1, 1, 'failed', 'no receipt', 'a-1', null, '2026-04-01 00:00:01+00', '2026-04-01 00:00:31+00', '2026-04-01 00:05:00+00', '2026-04-01 00:06:00+00', null);

insert into receipts (channel, external_id, kind, at) values ('whatsapp', 'OUT1', 'server', '2026-04-01 00:00:02+00');
insert into channel_lanes (channel, holder, until) values ('whatsapp', 'worker-1', '2026-04-01 00:00:31+00');
insert into pauses (channel, since, by_person_id) values ('email', '2026-04-01 00:00:00+00', 'p-ana');
insert into briefs (person_id, kind, date, claimed_at) values ('p-ana', 'morning', '2026-04-01', '2026-04-01 10:30:00+00');
insert into alert_groups (group_key, id, status, alerts, signature, received_at) values
  ('{}:{alertname="Disk"}', 'g-1', 'firing', '[{"fingerprint": "f1", "labels": {"alertname": "Disk"}}]', 'sig', '2026-04-01 00:00:00+00');

insert into task_links (task_id, mirror, key, external_id, url, state, base, version, dirty_since, attempts, next_try_at, problems, detail, synced_at, seen_in)
  select min(id), 'notion', '0b6f2a54-0001-4000-8000-000000000001', '1f0e-page', 'https://notion.example/1f0e', 'linked',
    '{"title": "Comprar pão", "description": null, "due": {"at": "2026-05-01T12:30:00Z"}, "labels": ["a,b"]}'::jsonb, 1,
    null::timestamptz, 0, null::timestamptz, '[]'::jsonb, null, '2026-04-01 00:00:03+00'::timestamptz, 'sweep-1' from tasks
  union all
  select min(id), 'sheets', '0b6f2a54-0002-4000-8000-000000000002', null, null, 'creating', '{}', 0,
    '2026-04-01 00:00:00+00', 2, '2026-04-01 00:10:00+00', '[{"field": "assignee", "code": "unknown_person", "value": "João"}]', 'recusado: “João”', null, null from tasks;

insert into mirrors (name, pause_reason, pause_trouble, paused_since, fields, url, cursor, sweep_id, sweep_cursor, enrol_after, pulled_at, pushed_at, swept_at, checked_at, failing_since, failure, resume_at) values
  ('notion', 'trouble', '{"code": "missing_field", "params": {"name": "Status"}}', '2026-04-02 00:00:00+00', '{title,due}', 'https://notion.example/base', '{"since": "2026-04-01"}', 'sweep-2', 'p2', 7, '2026-04-01 00:00:00+00', '2026-04-01 00:00:03+00', '2026-04-01 00:00:00+00', '2026-04-02 00:00:00+00', '2026-04-02 00:00:00+00', 'throttled', '2026-04-02 00:01:00+00'),
  ('sheets', null, null, null, '{}', null, null, null, null, null, null, null, null, null, null, null, null);
insert into mirror_lanes (name, holder, until) values ('notion', 'run-1', '2026-04-01 00:02:00+00');
insert into mirror_budgets (credential, spent, wait_ms) values ('c0ffee', '{1775001600000,1775001600400}', 0);
insert into mirror_hooks (name, secret) values ('notion', 'secret_population');
insert into mirror_open_writes (name, note) values ('sheets', '[{"version": 1, "rows": ["Comprar “pão”"]}]');
insert into mirror_hook_events (name, event_id, at) values ('notion', 'ev-1', '2026-04-01 00:00:00+00');
insert into hit_counts (key, ends_at, hits) values ('["interpreters:all",86400]', 1775088000000, 3);
insert into conflicts (id, task_id, mirror, field, sides, winner, at, person_id, resolved_at, resolution)
  select 'c-1', min(id), 'notion', 'title', '{"ours": "Comprar pão", "theirs": "Comprar \"pães\""}'::jsonb, 'ours', '2026-04-01 00:00:05+00'::timestamptz, 'p-ana', null::timestamptz, null from tasks;

insert into accounts (id, person_id, email, created_at, updated_at) values
  ('a-ana', 'p-ana', 'ana@example.org', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00');
insert into credentials (id, account_id, provider, subject, password, created_at, updated_at) values
  ('c-1', 'a-ana', 'credential', 'a-ana', '0a1b:2c3d', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00'),
  ('c-2', 'a-ana', 'oidc', 'sub-1', null, '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00');
insert into sessions (id, account_id, digest, method, role, has_passed_mfa, is_pending, address, user_agent, created_at, updated_at, last_seen_at, expires_at) values
  ('s-1', 'a-ana', 'd1', 'password', 'operator', true, false, '203.0.113.7', 'Firefox', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00', '2026-04-08 00:00:00+00'),
  ('s-2', 'a-ana', 'd2', 'provider', 'operator', false, true, null, null, '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00', '2026-04-08 00:00:00+00');
insert into verifications (id, identifier, value, created_at, updated_at, expires_at) values
  ('v-1', 'd3', 'c0ffee', '2026-04-01 00:00:00+00', '2026-04-01 00:00:00+00', '2026-04-01 00:05:00+00');
insert into totps (account_id, secret, is_confirmed, last_step, created_at) values
  ('a-ana', 'c0ffee', true, 59166720, '2026-04-01 00:00:00+00');
insert into recovery_codes (account_id, digest) values ('a-ana', 'd4'), ('a-ana', 'd5');
insert into passkeys (id, account_id, name, public_key, credential_id, counter, device_type, backed_up, transports, aaguid, created_at, last_used_at) values
  ('k-1', 'a-ana', 'Celular', 'cHVibGlj', 'Y3JlZA', 4294967295, 'multiDevice', true, 'internal,hybrid', '00000000-0000-0000-0000-000000000000', '2026-04-01 00:00:00+00', null);
insert into sign_in_links (id, digest, person_id, purpose, resets_mfa, created_at, expires_at) values
  ('l-1', 'd6', 'p-ana', 'recovery', true, '2026-04-01 00:00:00+00', '2026-04-01 01:00:00+00');
insert into sign_in_tries (key, tries, ends_at) values ('address:203.0.113.7', 3, '2026-04-01 00:15:00+00');
insert into console_secrets (name, value) values ('auth', 'made-by-the-first-start');

insert into pgboss.job (name, data, state, start_after, created_on, keep_until) values
  ('notify.wake', '{"notificationId": "n-2"}', 'created', '2026-04-02 00:00:00+00', '2026-04-01 00:00:01.123456+00', '2027-04-02 00:00:00+00'),
  ('tasks.remind', '{"reminderId": "r-1"}', 'retry', '2026-05-01 12:30:00+00', '2026-04-01 00:00:01+00', '2027-04-02 00:00:00+00');
