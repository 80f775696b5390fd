-- What each person has chosen to be told.
CREATE TABLE notice_settings (
    id       text   PRIMARY KEY,
    sequence bigint NOT NULL,
    position bigint NOT NULL,
    view     text   NOT NULL
);

-- The company's webhooks, one row.
CREATE TABLE webhooks (
    id       text   PRIMARY KEY,
    sequence bigint NOT NULL,
    position bigint NOT NULL,
    view     text   NOT NULL
);
