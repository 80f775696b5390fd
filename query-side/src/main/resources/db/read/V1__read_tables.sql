-- Read tables of one generation: disposable, made from events alone, so they hold no serials and no wall clock.

-- How far this generation has read the log.
CREATE TABLE progress (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint  NOT NULL
);
INSERT INTO progress (position) VALUES (-1);

-- A complaint as it stands; the columns are what lists are filtered and ordered by, the view is what is answered.
-- The view is JSON, its promises bare values: see StoredComplaints.
CREATE TABLE complaint (
    id             uuid PRIMARY KEY,
    sequence       bigint      NOT NULL,
    number         text        NOT NULL UNIQUE,
    former_number  text,
    centre         text        NOT NULL,
    -- Those that lead or assist its handling.
    departments    varchar[]      NOT NULL,
    state          text        NOT NULL,
    classification text,
    severity       text,
    received_at    timestamptz NOT NULL,
    -- When it was closed, withdrawn, merged or made void; null while it is open.
    ended_at       timestamptz,
    visit_owed     boolean     NOT NULL,
    -- Who took it up sees it, also where it belongs to a centre that is not theirs.
    registered_by  text        NOT NULL,
    owner          text,
    view           text        NOT NULL
);
-- Compressing a view at each change would cost more than everything else about it.
ALTER TABLE complaint ALTER COLUMN view SET STORAGE EXTERNAL;
-- Room for the next versions of a row in its page, which then need no index entries of their own.
ALTER TABLE complaint SET (fillfactor = 70);
CREATE INDEX complaint_by_reception ON complaint (centre, received_at DESC, id DESC);
CREATE INDEX complaint_by_reception_anywhere ON complaint (received_at DESC, id DESC);
CREATE INDEX complaint_open ON complaint (centre, received_at DESC, id DESC) WHERE ended_at IS NULL;
CREATE INDEX complaint_open_anywhere ON complaint (received_at DESC, id DESC) WHERE ended_at IS NULL;
CREATE INDEX complaint_visit_owed ON complaint (centre, received_at DESC, id DESC) WHERE visit_owed;
CREATE INDEX complaint_visit_owed_anywhere ON complaint (received_at DESC, id DESC) WHERE visit_owed;
-- Who took it up sees it, also where it belongs to another centre.
CREATE INDEX complaint_by_registration ON complaint (registered_by, received_at DESC, id DESC);
CREATE INDEX complaint_of_owner ON complaint (owner) WHERE owner IS NOT NULL;
CREATE INDEX complaint_by_former_number ON complaint (former_number) WHERE former_number IS NOT NULL;

-- §4.5.2: every promise and both its verdicts.
CREATE TABLE promise (
    complaint      uuid        NOT NULL,
    promise        text        NOT NULL,
    n              int         NOT NULL,
    number         text        NOT NULL,
    centre         text        NOT NULL,
    departments    varchar[]      NOT NULL,
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
ALTER TABLE promise SET (fillfactor = 70);
CREATE INDEX promise_by_due ON promise (verdict, due, complaint, promise, n);
-- What the boards show: few among all that was ever promised.
CREATE INDEX promise_open ON promise (centre, due, complaint, promise, n) WHERE verdict = 'OPEN';
CREATE INDEX promise_missed ON promise (centre, due, complaint, promise, n) WHERE verdict = 'MISSED' AND met_late_at IS NULL;
CREATE INDEX promise_missed_anywhere ON promise (due, complaint, promise, n) WHERE verdict = 'MISSED' AND met_late_at IS NULL;

-- What is to be done next. `due` is far away where nothing is promised, so that it sorts last and can be paged.
CREATE TABLE next_action (
    complaint      uuid        NOT NULL,
    action         text        NOT NULL,
    number         text        NOT NULL,
    centre         text        NOT NULL,
    department     text,
    departments    varchar[]      NOT NULL,
    -- Whom it was presented to, where only that role can act.
    role           text,
    -- Whom the complaint is about: not theirs to do.
    respondent     text,
    promise        text,
    due            timestamptz NOT NULL,
    missed         boolean     NOT NULL,
    state          text        NOT NULL,
    classification text,
    severity       text,
    -- 0 major … 2 minor, 3 none: the gravest first.
    mildness       int         NOT NULL,
    received_at    timestamptz NOT NULL,
    PRIMARY KEY (complaint, action)
);
ALTER TABLE next_action SET (fillfactor = 70);
CREATE INDEX next_action_by_due ON next_action (centre, due, complaint, action);
CREATE INDEX next_action_by_due_anywhere ON next_action (due, complaint, action);
CREATE INDEX next_action_by_reception ON next_action (centre, received_at, complaint, action);
CREATE INDEX next_action_by_severity ON next_action (centre, mildness, due, complaint, action);

-- Events that a projection could not take in; all later events of the same stream wait here too.
CREATE TABLE dead_letter (
    position bigint PRIMARY KEY,
    stream   text NOT NULL,
    name     text NOT NULL,
    error    text NOT NULL
);
CREATE INDEX dead_letter_by_stream ON dead_letter (stream);
