-- §4.6.5: trainings as they stand.
CREATE TABLE training (
    id       text        PRIMARY KEY,
    sequence bigint      NOT NULL,
    position bigint      NOT NULL,
    state    text        NOT NULL,
    centre   text,
    at       timestamptz NOT NULL,
    -- Who was invited or attended.
    people   varchar[]   NOT NULL,
    view     text        NOT NULL
);
CREATE INDEX training_by_time ON training (at DESC, id DESC);
CREATE INDEX training_of_people ON training USING gin (people);
