-- A centre's months' ends as they stand.
CREATE TABLE month_end (
    id       text   PRIMARY KEY,
    sequence bigint NOT NULL,
    position bigint NOT NULL,
    centre   text   NOT NULL,
    view     text   NOT NULL
);
CREATE UNIQUE INDEX month_end_of_centre ON month_end (centre);

-- PROMISES "Statistics, exactly": every fact that a figure counts, by where it stands in the log. Rows never change, so
-- a figure as it was known at a position is computed later to the same number.
CREATE TABLE statistic_fact (
    complaint   uuid        NOT NULL,
    position    bigint      NOT NULL,
    kind        text        NOT NULL,
    centre      text        NOT NULL,
    -- When it was recorded, and the centre's local day of that.
    recorded_at timestamptz NOT NULL,
    day         date        NOT NULL,
    -- COMPLETED: seconds since reception. VISITED: the score. HANDED_OVER: the month, 202611.
    value       bigint,
    PRIMARY KEY (complaint, position, kind)
);
CREATE INDEX statistic_fact_by_position ON statistic_fact (centre, kind, position) INCLUDE (complaint, value);
CREATE INDEX statistic_fact_by_day ON statistic_fact (centre, kind, day) INCLUDE (complaint);

-- What a complaint was known to be, from one position of the log to before another.
CREATE TABLE statistic_version (
    complaint      uuid        NOT NULL,
    from_position  bigint      NOT NULL,
    to_position    bigint      NOT NULL,
    number         text        NOT NULL,
    centre         text        NOT NULL,
    received_at    timestamptz NOT NULL,
    channel        text        NOT NULL,
    classification text,
    criterion      text,
    severity       text,
    department     text,
    -- Neither closed, withdrawn, merged nor void.
    open           boolean     NOT NULL,
    visit          text        NOT NULL,
    record         text        NOT NULL,
    PRIMARY KEY (complaint, from_position)
);
CREATE INDEX statistic_version_open ON statistic_version (centre, to_position, from_position) WHERE open;
CREATE INDEX statistic_version_owed ON statistic_version (centre, to_position, from_position) WHERE visit = 'OWED';
CREATE INDEX statistic_version_due ON statistic_version (centre, received_at, complaint) WHERE record = 'DUE' AND to_position = 9223372036854775807;

-- Verdicts on promises, each as it was known from one position to before another.
CREATE TABLE statistic_promise (
    complaint     uuid   NOT NULL,
    promise       text   NOT NULL,
    n             int    NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    -- Where its first verdict stands: that decides the period it belongs to.
    decided       bigint NOT NULL,
    centre        text   NOT NULL,
    verdict       text   NOT NULL,
    as_recorded   text   NOT NULL,
    PRIMARY KEY (complaint, promise, n, from_position)
);
CREATE INDEX statistic_promise_decided ON statistic_promise (centre, decided);

-- Verdicts on what is promised for each month (§4.6.4, §4.6.6), likewise.
CREATE TABLE statistic_month (
    centre        text   NOT NULL,
    -- 202611
    month         int    NOT NULL,
    promise       text   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    decided       bigint NOT NULL,
    verdict       text   NOT NULL,
    as_recorded   text   NOT NULL,
    PRIMARY KEY (centre, month, promise, from_position)
);

-- §4.6.6: which complaints share a cause.
CREATE TABLE statistic_link (
    complaint uuid   NOT NULL,
    position  bigint NOT NULL,
    other     uuid   NOT NULL,
    PRIMARY KEY (complaint, position)
);

-- What the fold of a complaint's facts needs to go on.
CREATE TABLE statistic_state (
    id          uuid        PRIMARY KEY,
    number      text        NOT NULL,
    zone        text        NOT NULL,
    received_at timestamptz NOT NULL,
    channel     text        NOT NULL,
    -- The handling record, since it was last opened.
    accepted    boolean     NOT NULL,
    position    bigint      NOT NULL
);
ALTER TABLE statistic_state SET (fillfactor = 70);
