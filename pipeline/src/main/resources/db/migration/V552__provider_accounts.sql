-- Owner: org.curlew.pipeline.security

-- An account that signs in through the force's OpenID provider has no password here. What identifies it is the provider's subject,
-- never its name: names are given again.
alter table app_user alter column password_hash drop not null;
alter table app_user add column issuer text;
alter table app_user add column subject text;
alter table app_user add constraint app_user_signs_in_one_way
    check ((issuer is null) = (subject is null) and (issuer is null) = (password_hash is not null));

-- app_user_subject: the look-up at each arrival from the provider.
create unique index app_user_subject on app_user (issuer, subject) where subject is not null;
