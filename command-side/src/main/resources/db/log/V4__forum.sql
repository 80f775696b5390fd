-- Clocks of other things than complaints (§4.6.7): one row each, made from events.
ALTER TABLE promise_clock RENAME COLUMN complaint TO id;
ALTER TABLE promise_clock ADD COLUMN kind text NOT NULL DEFAULT 'COMPLAINT';
ALTER TABLE promise_clock ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE promise_clock DROP CONSTRAINT promise_clock_pkey;
ALTER TABLE promise_clock ADD PRIMARY KEY (id, kind);

-- Feeds of forums (§4.6.7): which there are is made from events; how far each was read is not, and may be lost.
CREATE TABLE forum_feed (
    centre        text        NOT NULL,
    name          text        NOT NULL,
    address       text        NOT NULL,
    -- Posts older than what could still be answered in time then are not taken up.
    watched_at    timestamptz NOT NULL,
    next_at       timestamptz NOT NULL,
    -- As the server said, to be asked with next time.
    etag          text,
    last_modified text,
    last_read_at  timestamptz,
    -- In a row.
    failures      int         NOT NULL DEFAULT 0,
    fault         text,
    PRIMARY KEY (centre, name)
);
CREATE INDEX forum_feed_by_next ON forum_feed (next_at);
