-- Nothing leaves a restored database until an operator says so.
insert into public.pauses (channel, since) values ('all', now()) on conflict do nothing;
