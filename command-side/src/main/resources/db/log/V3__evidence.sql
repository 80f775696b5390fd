-- Evidence of complaints (§4.5.1), in sealed chunks; content-addressed within its complaint.
CREATE TABLE evidence (
    upload      uuid PRIMARY KEY,
    complaint   uuid        NOT NULL,
    -- The owner's key, under which every chunk is sealed.
    key_id      text        NOT NULL,
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    -- Of the plain bytes, in hexadecimal; null until all have come.
    sha256      text,
    media_type  text,
    size        bigint,
    -- Attached to its complaint; what never was is collected.
    kept        boolean     NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX evidence_by_content ON evidence (complaint, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX evidence_not_kept ON evidence (uploaded_at) WHERE NOT kept;

CREATE TABLE evidence_chunk (
    upload uuid  NOT NULL REFERENCES evidence ON DELETE CASCADE,
    n      int   NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (upload, n)
);
ALTER TABLE evidence_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL;
