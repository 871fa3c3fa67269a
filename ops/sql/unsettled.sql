-- The notifications on their way in the dump, as one line of Base64.
select replace(encode(convert_to(coalesce(jsonb_agg(id), '[]')::text, 'UTF8'), 'base64'), E'\n', '')
from public.notifications where status = 'pending';
