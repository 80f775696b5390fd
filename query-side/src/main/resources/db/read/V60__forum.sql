-- §4.6.7: posts on owners' forums.
CREATE TABLE forum_post (
    id          text        PRIMARY KEY,
    sequence    bigint      NOT NULL,
    position    bigint      NOT NULL,
    centre      text        NOT NULL,
    -- That relayed it.
    departments varchar[]   NOT NULL,
    state       text        NOT NULL,
    -- Of the reply.
    due         timestamptz NOT NULL,
    posted_at   timestamptz NOT NULL,
    view        text        NOT NULL
);
CREATE INDEX forum_post_by_due ON forum_post (centre, due, id);
CREATE INDEX forum_post_by_time ON forum_post (centre, posted_at DESC, id DESC);

-- §4.6.7: what each centre watches.
CREATE TABLE forum_watch (
    id       text    PRIMARY KEY,
    sequence bigint  NOT NULL,
    position bigint  NOT NULL,
    forums   integer NOT NULL,
    view     text    NOT NULL
);

-- PROMISES "Statistics, exactly": verdicts on replies, each as it was known from one position to before another.
CREATE TABLE statistic_post (
    post          text   NOT NULL,
    n             int    NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    -- Where its first verdict stands: that decides the period it belongs to.
    decided       bigint NOT NULL,
    centre        text   NOT NULL,
    verdict       text   NOT NULL,
    as_recorded   text   NOT NULL,
    PRIMARY KEY (post, n, from_position)
);
CREATE INDEX statistic_post_decided ON statistic_post (centre, decided);
