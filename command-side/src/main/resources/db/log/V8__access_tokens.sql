-- By which a person's programs ask; only the digest of each is kept.
CREATE TABLE access_token (
    id           uuid PRIMARY KEY,
    person       text        NOT NULL,
    name         text        NOT NULL,
    secret       bytea       NOT NULL UNIQUE,
    scope        text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX access_token_by_person ON access_token (person);
