-- §4.6.5: cases of the library. What readers find is the published version; before there is one, the newest.
CREATE TABLE library_case (
    id           text        PRIMARY KEY,
    sequence     bigint      NOT NULL,
    position     bigint      NOT NULL,
    state        text        NOT NULL,
    criterion    text,
    severity     text,
    department   text,
    tags         varchar[]   NOT NULL,
    -- When the version that readers read was published; null where there is none.
    published_at timestamptz,
    -- Overlapping pairs of characters: any part of a text is found, with no dictionary.
    words        tsvector    NOT NULL,
    view         text        NOT NULL
);
CREATE INDEX library_case_words ON library_case USING gin (words);
CREATE INDEX library_case_published ON library_case (published_at DESC, id DESC) WHERE published_at IS NOT NULL;
CREATE INDEX library_case_changed ON library_case (position DESC, id DESC);
