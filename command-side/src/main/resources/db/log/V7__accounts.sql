-- Passwords of the company's people (Argon2id); who there is, and in which roles, is told by the organisation's stream.
CREATE TABLE account (
    person       text PRIMARY KEY,
    password     text        NOT NULL,
    chosen_at    timestamptz NOT NULL,
    -- Failed trials since the last good one.
    failures     int         NOT NULL DEFAULT 0,
    -- No trial counts before.
    locked_until timestamptz
);

-- Addresses at which a person chooses a password; only the digest of each is kept.
CREATE TABLE invitation (
    secret     bytea PRIMARY KEY,
    person     text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX invitation_by_person ON invitation (person);

-- Who signed in or tried to, for the auditor.
CREATE TABLE sign_in (
    at      timestamptz NOT NULL,
    person  text        NOT NULL,
    address text        NOT NULL,
    outcome text        NOT NULL
);
CREATE INDEX sign_in_by_person ON sign_in (person, at DESC);

-- Spring Session's own tables.
CREATE TABLE spring_session (
    primary_id            char(36) NOT NULL PRIMARY KEY,
    session_id            char(36) NOT NULL,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval int      NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        varchar(200)
);
CREATE UNIQUE INDEX spring_session_ix1 ON spring_session (session_id);
CREATE INDEX spring_session_ix2 ON spring_session (expiry_time);
CREATE INDEX spring_session_ix3 ON spring_session (principal_name);

CREATE TABLE spring_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES spring_session (primary_id) ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
