-- The log. Positions are gapless and in the order of commits, also with several writers: whoever appends locks the
-- head row first, so nothing ever arrives late in the past of a log that is to be proved.
CREATE TABLE event (
    position    bigint PRIMARY KEY,
    stream      text        NOT NULL,
    sequence    bigint      NOT NULL,
    stream_type text        NOT NULL,
    event_id    uuid        NOT NULL,
    -- When it was appended; never runs backwards in the order of positions.
    recorded_at timestamptz NOT NULL,
    -- Logical, not the name of a class.
    name        text        NOT NULL,
    revision    int         NOT NULL,
    -- The exact bytes that were serialised: proofs are made over them.
    payload     bytea       NOT NULL,
    metadata    bytea       NOT NULL,
    UNIQUE (stream, sequence)
);

CREATE TABLE event_head (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    position    bigint      NOT NULL,
    recorded_at timestamptz NOT NULL
);
INSERT INTO event_head (position, recorded_at) VALUES (0, '-infinity');

CREATE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is never changed: % on event refused', TG_OP;
END $$;
CREATE TRIGGER history_is_sacred BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();

CREATE TABLE snapshot (
    stream      text PRIMARY KEY,
    sequence    bigint      NOT NULL,
    stream_type text        NOT NULL,
    event_id    uuid        NOT NULL,
    recorded_at timestamptz NOT NULL,
    name        text        NOT NULL,
    revision    int         NOT NULL,
    payload     bytea       NOT NULL,
    metadata    bytea       NOT NULL
);

-- Keys of owners (Personal Information Protection Law): destroying one makes unreadable what was sealed under it.
CREATE TABLE personal_key (
    key_id       text PRIMARY KEY,
    -- AES-256 key wrapped by the master key; null once destroyed.
    wrapped      bytea,
    made_at      timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz
);
CREATE TABLE personal_key_of_complaint (
    complaint uuid PRIMARY KEY,
    key_id    text NOT NULL REFERENCES personal_key
);
-- Who looked at personal data, and when.
CREATE TABLE personal_look (
    at     timestamptz NOT NULL DEFAULT now(),
    person text        NOT NULL,
    key_id text        NOT NULL
);
CREATE INDEX personal_look_by_key ON personal_look (key_id, at);

-- §4.5.2: when something may fall due next, one row a complaint; made from events, so it can be made again.
CREATE TABLE promise_clock (
    complaint uuid PRIMARY KEY,
    next_at   timestamptz NOT NULL
);
CREATE INDEX promise_clock_by_next ON promise_clock (next_at);

-- Tokens of the processors that react to events (Axon's own table).
CREATE TABLE token_entry (
    processor_name text   NOT NULL,
    segment        int    NOT NULL,
    token          bytea,
    token_type     text,
    timestamp      text,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);

-- db-scheduler's own table.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    state                text,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
