-- What each person has chosen to be told, and where webhooks go; made from events.
CREATE TABLE notice_choice (
    person text PRIMARY KEY,
    -- By kind, as JSON.
    ways   text NOT NULL,
    -- Sealed.
    mail   text
);
CREATE TABLE webhook (
    name    text   PRIMARY KEY,
    address text   NOT NULL,
    kinds   text[] NOT NULL,
    -- Null: of all.
    centre  text,
    -- Sealed.
    secret  text   NOT NULL
);

-- What people were told in-app, each event once.
CREATE TABLE notice (
    id      uuid        NOT NULL,
    person  text        NOT NULL,
    at      timestamptz NOT NULL,
    content text        NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (person, id)
);
CREATE INDEX notice_by_time ON notice (person, at DESC, id DESC);
CREATE INDEX notice_unread ON notice (person) WHERE read_at IS NULL;

-- What goes out, each once for each event and target; what was sent stays as the log of deliveries.
CREATE TABLE notice_delivery (
    id         uuid        PRIMARY KEY,
    channel    text        NOT NULL,
    -- Person by id, or webhook by name.
    target     text        NOT NULL,
    content    text        NOT NULL,
    state      text        NOT NULL,
    attempts   int         NOT NULL DEFAULT 0,
    fault      text,
    created_at timestamptz NOT NULL,
    -- When to try next.
    next_at    timestamptz,
    sent_at    timestamptz
);
CREATE INDEX notice_delivery_due ON notice_delivery (next_at) WHERE state = 'PENDING';
CREATE INDEX notice_delivery_by_time ON notice_delivery (created_at DESC, id DESC);
CREATE INDEX notice_delivery_failed ON notice_delivery (channel, target) WHERE state = 'FAILED';
