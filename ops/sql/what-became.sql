-- What became of the notifications in :encoded in the database that goes, as one line of Base64: no text of theirs.
select replace(encode(convert_to(coalesce(jsonb_agg(to_jsonb(became)), '[]')::text, 'UTF8'), 'base64'), E'\n', '')
from (
  select id, status, reason, step, round, updated_at, settled_at,
    (select count(*) from public.deliveries d where d.notification_id = n.id) as attempts
  from public.notifications n
  where id in (select jsonb_array_elements_text(convert_from(decode(:'encoded', 'base64'), 'UTF8')::jsonb))
) became;
