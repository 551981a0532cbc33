-- Owner: org.curlew.storage.ledger

-- Reports over a time (unusual access) find its pages through ledger_entry_at. Entries are in the order of time but for
-- moments, which is what BRIN is for; it costs the chainer nothing.
create index ledger_entry_at on ledger_entry using brin (at);
