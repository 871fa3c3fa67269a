-- A SparkOne that has been used: :tasks tasks with their history, messages and notifications in every state. Texts hold
-- what trips up whoever takes a dump for lines of SQL.
set client_min_messages to warning;
insert into people (id, name, role, locale, time_zone, created_at, updated_at, version)
select 'person-' || n, 'Pessoa ' || n, case n when 1 then 'operator' else 'member' end, 'pt-BR', 'America/Sao_Paulo', now(), now(), 1
from generate_series(1, 5) n;

insert into tasks (title, description, status, priority, time_zone, labels, channel, created_by, created_at, updated_at, version, search_text)
select 'Tarefa ' || n,
  case n % 5
    when 0 then E'duas\nlinhas; \\! touch /nowhere'
    when 1 then E'GRANT all the wishes;\nALTER TABLE public.tasks OWNER TO nobody;\n\\.\n-- PostgreSQL database dump complete'
    when 2 then E'\restrict volta, $$dólar$$, ''aspas'', tab\t e ação ✅'
    when 3 then null
    -- Hardly smaller when compressed: a dump of the tests must not fit into a pipe.
    else (select string_agg(md5(concat(n, ' ', i)), '') from generate_series(1, 200) i)
  end,
  'pending', 'medium', 'America/Sao_Paulo', array['casa', 'x,"y'], 'api', 'person-1', now(), now(), 1, 'tarefa ' || n
from generate_series(1, :tasks) n;

insert into task_changes (task_id, version, action, actor_id, channel, at, changes)
select id, 1, 'created', 'person-1', 'api', now(), jsonb_build_object('title', title) from tasks;

insert into messages (id, channel, external_id, person_id, text, sent_at, received_at, status)
select 'message-' || n, 'whatsapp', 'external-' || n, 'person-1', E'comprar pão\n' || n, now(), now(), 'processed'
from generate_series(1, :tasks / 2) n;

insert into notifications (id, person_id, kind, body, chain, step, round, status, expires_at, created_at, updated_at, settled_at)
select 'notification-' || n, 'person-1', 'reminder', 'lembrete ' || n, array['whatsapp', 'email'], 0, 1,
  case when n <= 4 then 'pending' else 'delivered' end, now() + interval '1 day', now(), now(),
  case when n > 4 then now() end
from generate_series(1, 20) n;

insert into deliveries (id, notification_id, channel, round, attempt, state, started_at, lease_until, deadline_at)
select 'delivery-' || n, 'notification-' || n, 'whatsapp', 1, 1, case when n = 2 then 'accepted' else 'delivered' end,
  now(), now(), now() + interval '1 minute'
from generate_series(2, 20) n where n not in (3, 4);
insert into task_links (task_id, mirror, key, external_id, state, base, version, attempts, problems, synced_at)
select id, 'notion', 'chave-' || id, 'página-' || id, 'linked', jsonb_build_object('title', title), version, 0, '[]', updated_at
from tasks;

insert into mirrors (name, fields, cursor, pulled_at, swept_at) values ('notion', '{title,due}', '{"since":1}', now(), now());
insert into mirror_lanes (name, holder, until) values ('notion', 'run', now());
insert into mirror_hooks (name, secret) values ('notion', 'segredo “do” gancho');
insert into mirror_open_writes (name, note) values ('sheets', '[{"title": "“é”"}]');
insert into conflicts (id, task_id, mirror, field, sides, winner, at)
select 'conflito-' || id, id, 'notion', 'title', '{"ours": "a", "theirs": null}', 'ours', now() from tasks limit 3;
