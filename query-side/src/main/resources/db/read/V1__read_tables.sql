-- Read tables of one generation: disposable, made from events alone, so they hold no serials and no wall clock.

-- How far this generation has read the log.
CREATE TABLE progress (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint  NOT NULL
);
INSERT INTO progress (position) VALUES (-1);

-- A complaint as it stands; the columns are what lists are filtered and ordered by, the view is what is answered.
CREATE TABLE complaint (
    id          uuid PRIMARY KEY,
    sequence    bigint      NOT NULL,
    number      text        NOT NULL UNIQUE,
    centre      text        NOT NULL,
    department  text,
    state       text        NOT NULL,
    received_at timestamptz NOT NULL,
    -- Who took it up sees it, also where it belongs to a centre that is not theirs.
    registered_by text,
    view        text        NOT NULL
);

-- §4.5.2: every promise and both its verdicts.
CREATE TABLE promise (
    complaint      uuid        NOT NULL,
    promise        text        NOT NULL,
    n              int         NOT NULL,
    number         text        NOT NULL,
    centre         text        NOT NULL,
    department     text,
    clock          timestamptz NOT NULL,
    due            timestamptz NOT NULL,
    verdict        text        NOT NULL,
    at             timestamptz,
    met_late_at    timestamptz,
    as_recorded    text        NOT NULL,
    policy_version int         NOT NULL,
    warned_percent int         NOT NULL,
    escalation     int         NOT NULL,
    PRIMARY KEY (complaint, promise, n)
);
CREATE INDEX promise_by_due ON promise (verdict, due, complaint, promise, n);

-- What is to be done next. `due` is 'infinity' where nothing is promised, so that it sorts last and can be paged.
CREATE TABLE next_action (
    complaint  uuid        NOT NULL,
    action     text        NOT NULL,
    number     text        NOT NULL,
    centre     text        NOT NULL,
    department text,
    -- Whom it was presented to, where only that role can act.
    role       text,
    promise    text,
    due        timestamptz NOT NULL,
    missed     boolean     NOT NULL,
    state      text        NOT NULL,
    severity   text,
    PRIMARY KEY (complaint, action)
);
CREATE INDEX next_action_by_due ON next_action (centre, due, complaint, action);

-- Events that a projection could not take in; all later events of the same stream wait here too.
CREATE TABLE dead_letter (
    position bigint PRIMARY KEY,
    stream   text NOT NULL,
    name     text NOT NULL,
    error    text NOT NULL
);
CREATE INDEX dead_letter_by_stream ON dead_letter (stream);
