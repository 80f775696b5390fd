-- Owners as they are; every personal text in `view` is sealed under the owner's own key.
CREATE TABLE owner (
    id        uuid PRIMARY KEY,
    sequence  bigint  NOT NULL,
    -- In the log, of the owner's last event: lists show the latest changed first.
    position  bigint  NOT NULL,
    centre    text    NOT NULL,
    moved_out boolean NOT NULL,
    view      text    NOT NULL
);

-- What owners are found by while somebody types: keyed digests of the beginnings of rooms, phones and names, made for
-- the owner's centre. They say nothing without the installation's key, and none are made once an owner's key is
-- destroyed.
CREATE TABLE owner_token (
    token bytea NOT NULL,
    owner uuid  NOT NULL,
    PRIMARY KEY (token, owner)
);
CREATE INDEX owner_token_by_owner ON owner_token (owner);
