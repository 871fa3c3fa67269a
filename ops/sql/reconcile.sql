-- What was on its way when the dump was made may have arrived since. :encoded says what became of it in the database that
-- goes: what ended there has ended; what was not begun stays on its way, paused; all else becomes a dead letter, which
-- its person still has in the inbox and an operator may send again. Prints how many there are of each.
begin;
create temporary table became on commit drop as
select * from jsonb_to_recordset(convert_from(decode(:'encoded', 'base64'), 'UTF8')::jsonb) as it(
  id text, status text, reason text, step integer, round integer,
  updated_at timestamptz, settled_at timestamptz, attempts bigint);

create temporary table verdicts on commit drop as
select n.id, case
    when b.status <> 'pending' then 'ended'
    when n.not_before > now() then 'untouched'
    when b.updated_at = n.updated_at
      and b.attempts = (select count(*) from public.deliveries d where d.notification_id = n.id) then 'untouched'
    else 'unknown'
  end as verdict
from public.notifications n left join became b on b.id = n.id
where n.status = 'pending';

update public.notifications n
set status = b.status, reason = b.reason, step = b.step, round = b.round, updated_at = now(), settled_at = b.settled_at
from verdicts v join became b on b.id = v.id
where n.id = v.id and v.verdict = 'ended';

update public.notifications n
set status = 'failed', reason = 'restored', step = cardinality(n.chain), updated_at = now(), settled_at = now()
from verdicts v
where n.id = v.id and v.verdict = 'unknown';

update public.deliveries d
set state = 'cancelled', reason = 'restored', next_attempt_at = null, settled_at = now()
from verdicts v
where d.notification_id = v.id and v.verdict <> 'untouched' and d.state in ('sending', 'accepted', 'ambiguous', 'retrying');

select count(*) filter (where verdict = 'ended'), count(*) filter (where verdict = 'untouched'),
  count(*) filter (where verdict = 'unknown')
from verdicts;
commit;
