-- Lists that are being imported: how far each has come, and its file, sealed, until it has been taken.
CREATE TABLE import_job (
    id            uuid PRIMARY KEY,
    kind          text        NOT NULL,
    person        text        NOT NULL,
    file          text        NOT NULL,
    state         text        NOT NULL,
    rows          int,
    done          int         NOT NULL DEFAULT 0,
    changed       int         NOT NULL DEFAULT 0,
    unchanged     int         NOT NULL DEFAULT 0,
    rejected      int         NOT NULL DEFAULT 0,
    skip_faulty   boolean     NOT NULL DEFAULT false,
    fault         text,
    created_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    key_id        text        NOT NULL,
    content       bytea,
    -- Until when one process works on it.
    claimed_until timestamptz,
    claimed_by    uuid
);
ALTER TABLE import_job ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX import_job_by_time ON import_job (created_at DESC);
CREATE INDEX import_job_waiting ON import_job (created_at) WHERE state IN ('CHECKING', 'RUNNING');

CREATE TABLE import_fault (
    job         uuid NOT NULL REFERENCES import_job ON DELETE CASCADE,
    row         int  NOT NULL,
    n           int  NOT NULL,
    column_name text,
    code        text NOT NULL,
    zh          text NOT NULL,
    en          text NOT NULL,
    PRIMARY KEY (job, row, n)
);
