-- What a mail says in place of the text: without the names of people; null where the text names nobody.
alter table notification add column mailed_text text;

update notification n
set mailed_text = coalesce((select c.reference || ': ' from case_file c where c.id = o.case_id), '')
    || substring(n.text from strpos(n.text, o.what))
from obligation o
where o.id = n.obligation_id and o.person_id is not null and n.mailed_at is null and n.acknowledged_at is null
  and strpos(n.text, o.what) > 0;

-- What names a case is told of the case, so that a role reads it in its own cases only. These two were told without it: late hits of
-- a set on a device, and changes of who reviews a case. Few rows have neither a case nor an obligation.
update notification n set case_id = c.id
from case_file c
where n.case_id is null and n.obligation_id is null and n.topic is null
  and (n.recipient = 'role:POLIT_SUPERVISOR' and strpos(n.text, ' of ' || c.reference || ': ') > 0
       or starts_with(n.text, c.reference || ': its 28-day reviews are yours now (')
       or starts_with(n.text, c.reference || ': you review it')
       or starts_with(n.text, c.reference || ': ') and strpos(n.text, ' reviews it for you until ') > 0);
