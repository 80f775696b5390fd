-- Which store decides what is appended. Where it is not this one, the log here is its mirror, and only the mirror's writer
-- appends to it.
CREATE TABLE log_source (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    source text    NOT NULL CHECK (source IN ('postgresql', 'axon-server'))
);
INSERT INTO log_source (source) VALUES ('postgresql');
