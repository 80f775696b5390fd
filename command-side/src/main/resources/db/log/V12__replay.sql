-- The last time that the read tables were made anew: how far, and how it ended. Whichever process makes them holds an
-- advisory lock as long as it does.
CREATE TABLE replay (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    position   bigint      NOT NULL,
    started_at timestamptz NOT NULL,
    -- That it took; null until it has ended.
    seconds    double precision,
    -- Why it was given up.
    fault      text
);
